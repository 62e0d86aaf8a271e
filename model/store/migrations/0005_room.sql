-- What the room in which people work needs, version 5.

-- The shape of a mark on the body, how old it looks, and on which figure its
-- point was set, of a grown-up or of a child.
ALTER TABLE "injury" ADD COLUMN "figure" TEXT;
ALTER TABLE "injury" ADD COLUMN "figure_note" TEXT;
ALTER TABLE "injury" ADD COLUMN "shape" TEXT;
ALTER TABLE "injury" ADD COLUMN "shape_note" TEXT;
ALTER TABLE "injury" ADD COLUMN "age" TEXT;
ALTER TABLE "injury" ADD COLUMN "age_note" TEXT;

-- The order of marks, from which their numbers follow.
ALTER TABLE "injury" ADD COLUMN "position" TEXT;
