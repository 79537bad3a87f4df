package cn.mingbai.district.inspections;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Says what is to be checked: whatever was drawn first, and of a part as many replacements, in their order, as those due
 * before them in that order could not be answered for.
 */
final class Due {

    private Due() {}

    /**
     * Marks what was drawn.
     *
     * @param drawn part by part, those drawn first before their replacements, in the order of the draw
     * @param mark gives the same with the mark set
     */
    static <T extends Checked> List<T> marked(List<T> drawn, BiFunction<T, Boolean, T> mark) {
        var unanswered = new HashMap<String, Integer>();
        var places = new HashMap<String, Integer>();
        var marked = new ArrayList<T>();
        for (var each : drawn) {
            var place = each.replacement() ? places.merge(each.part(), 1, Integer::sum) : 0;
            var due = place <= unanswered.getOrDefault(each.part(), 0);
            var outcome = each.outcome();
            if (due && outcome != null && !outcome.answered()) {
                unanswered.merge(each.part(), 1, Integer::sum);
            }
            marked.add(mark.apply(each, due));
        }
        return marked;
    }
}
