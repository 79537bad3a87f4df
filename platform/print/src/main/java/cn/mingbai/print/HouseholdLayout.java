package cn.mingbai.print;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where everything stands on what one household gets; never changes, so that all threads may share it. */
interface HouseholdLayout {

    /** The pages of one household, in order; all of one size. */
    List<Face> faces();

    /** Width of a page, in pt. */
    float widthPt();

    /** Height of a page, in pt. */
    float heightPt();

    /** Size of the body text, in pt. */
    float bodyPt();

    /** Side of the household's code without its quiet zone, in pt. */
    float codeSidePt();

    /** Whether the stub's code is printed on one of the faces. */
    boolean hasStub();

    /** A page of one household: what all share, and what is its own. */
    interface Face {

        void shared(Canvas canvas);

        /**
         * Draws what is the household's own.
         *
         * @param codes its codes; absent ones are left out
         * @throws IllegalArgumentException when a field is too long for its place
         */
        void own(Canvas canvas, LeafletSheet sheet, Codes codes);
    }

    /**
     * The codes of a sheet.
     *
     * @param code its own
     * @param stub its stub's
     */
    record Codes(@Nullable QrCode code, @Nullable QrCode stub) {

        static final Codes NONE = new Codes(null, null);
    }
}
