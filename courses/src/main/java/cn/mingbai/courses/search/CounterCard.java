package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage.Kind;
import java.util.List;

/**
 * What is said across a counter: the answer, its article, the deadline and whom to call, on one screen.
 *
 * @param layerName what the policy version is called that it tells; empty where it is of none
 * @param isInForce whether that version is the one in force
 * @param isMistakes whether it tells what people get wrong
 * @param answer with what was asked for marked
 * @param articles in words
 * @param deadlines the clauses that name a day or a span of time; empty where none does
 * @param deadlineFrom where they are written, if not in the articles above; empty otherwise
 * @param values local values of the caller's unit, where the card is of a local setting
 * @param phones whom to call
 * @param path where to read all of it; empty where this is all
 */
public record CounterCard(
        String id,
        Kind kind,
        String title,
        String place,
        String layerName,
        boolean isInForce,
        boolean isMistakes,
        List<Piece> answer,
        List<String> articles,
        List<String> deadlines,
        String deadlineFrom,
        List<Value> values,
        List<Phone> phones,
        String path) {

    /** A local value with where it comes from. */
    public record Value(String text, String source) {}

    /**
     * Somebody to call.
     *
     * @param who an office, or an outreach worker by name
     * @param number as it is entered, perhaps marked as a demo value
     */
    public record Phone(String who, String number) {

        /** The number as a phone takes it; empty where there are no digits. */
        public String dial() {
            return number.replaceAll("[^0-9+]", "");
        }
    }
}
