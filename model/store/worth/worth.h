/* guvoh_worth gives every file that is opened from now on the function worth. */
int guvoh_worth(void);
