package cn.mingbai.courses.search;

/**
 * What each way of being found counts for.
 *
 * @param term a group of the glossary in the text, {@code headTerm} in the title
 * @param pair a pair of characters in the text, {@code head} in the title, {@code asked} in the ways of asking
 * @param word a word of smartcn's
 * @param single a lone character
 * @param weak by how much a pair with a word of grammar counts less
 * @param quantity a number with its unit
 * @param article an article of the document asked for, {@code articleAnywhere} one of this number in any document
 * @param time for who asks how long, that a span of time is named
 * @param states for a group of the glossary, the statement of a point that belongs to it; {@code teaches} anything on it
 * @param name a name in full
 * @param common by how much a group counts less that nearly everything speaks of
 * @param point what the mark of a statement is multiplied by, where a section of a lesson has 1; likewise {@code sheet},
 *     {@code entry} of the glossary, {@code setting} and {@code explanation}
 * @param older what a mark is multiplied by for the rules before the law in force, {@code oldest} for those of 2017
 * @param nearest how near the question comes to a way of asking for the point, to the power of {@code steep}
 * @param cover to what power of the share of the question that its words make up a group counts
 * @param aspect what is asked for: when, where, how much
 */
record Weights(
        float term,
        float headTerm,
        float pair,
        float head,
        float asked,
        float word,
        float single,
        float weak,
        float quantity,
        float article,
        float articleAnywhere,
        float time,
        float states,
        float teaches,
        float name,
        float common,
        float point,
        float sheet,
        float entry,
        float setting,
        float explanation,
        float older,
        float oldest,
        float nearest,
        float steep,
        float cover,
        float aspect) {

    static final Weights SHIPPED = new Weights(
            1.6f, 0.9f, 1.6f, 0.6f, 0.9f, 0.5f, 0.5f, 0.45f, 2.9f, 40f, 25f, 1.5f, 11f, 0.4f, 30f, 0.2f, 1.25f, 0.7f,
            0.3f, 1.6f, 0.6f, 0.3f, 0.33f, 16f, 0.8f, 0.8f, 2f);

    private static final double NO_LAYER = 0.9;
    private static final double[] OLD_FIRST = {0.8, 0.7, 1.2, 0.8};

    double kind(int kind) {
        return switch (kind) {
            case 0 -> point;
            case 1 -> 1;
            case 2 -> sheet;
            case 3 -> entry;
            case 4 -> setting;
            default -> explanation;
        };
    }

    double layer(int layer, boolean asksOld) {
        if (asksOld) {
            return OLD_FIRST[layer];
        }
        return switch (layer) {
            case 0 -> 1;
            case 1 -> older;
            case 2 -> oldest;
            default -> NO_LAYER;
        };
    }
}
