package cn.mingbai.print;

import java.util.List;

/**
 * A person's test on paper.
 *
 * @param title the heading
 * @param facts the lines below it, label and text: the name, the unit, the day; at most four
 * @param code what names this paper, as it is typed
 * @param address the same as an address to scan, in the QR alphanumeric set
 * @param gridTitle the words above the answer grid
 * @param note how to fill it in
 * @param items the questions in their order, at least one
 * @param pageOf the words for the page's number, with {@code {0}} for it and {@code {1}} for how many there are
 */
public record TestPaper(
        String title,
        List<SignInSheet.Fact> facts,
        String code,
        String address,
        String gridTitle,
        String note,
        List<Item> items,
        String pageOf) {

    public TestPaper {
        facts = List.copyOf(facts);
        items = List.copyOf(items);
        if (items.isEmpty() || facts.size() > 4) {
            throw new IllegalArgumentException(
                    "Expected questions and at most 4 facts, got " + items.size() + " and " + facts.size());
        }
    }

    /**
     * A question.
     *
     * @param kind what kind of answer it takes, in a few words
     * @param situation the case that it asks about, or empty; printed once where questions in a row share it
     * @param options what there is to choose from, each with its letter or number
     * @param boxes what can be ticked in the grid; empty for a line to write on
     * @param hint what stands at the end of that line, for example the unit
     */
    public record Item(
            String kind, String situation, String stem, List<String> options, List<String> boxes, String hint) {

        public Item {
            options = List.copyOf(options);
            boxes = List.copyOf(boxes);
        }
    }
}
