package cn.mingbai.materials.publicpage;

import cn.mingbai.materials.texts.TextChanges;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public page shows. It holds nothing of the household whose code led here.
 *
 * @param title the leaflet's title
 * @param version rule layer and version of the text
 * @param place town and village, or empty when the code is not known
 * @param unit the issuing unit, or empty
 * @param sections the policy
 * @param phones the phones of both levels, those that are known
 * @param notes what else is to be said about the phones
 * @param rules on which rules the text rests
 * @param known whether the code is in force, or the place exists
 * @param visitToken the token for the outreach worker's way in, or null where there is none
 * @param questionsToken the token for the three questions, or null where there are none to ask
 * @param paper what stands on the sheet with this code and what changed since, or null when no print is on record
 */
public record PublicPage(
        String title,
        String version,
        String place,
        String unit,
        List<Section> sections,
        List<Phone> phones,
        List<String> notes,
        String rules,
        boolean known,
        @Nullable String visitToken,
        @Nullable String questionsToken,
        @Nullable Paper paper) {

    /**
     * The sheet that a household holds.
     *
     * @param printed the number of the version on it
     * @param day the day of issue on it, 2026-07-01
     * @param now the number of the version in force, 0 when there is none
     * @param changes what changed since: words, amounts and phones
     */
    public record Paper(int printed, String day, int now, List<TextChanges.ChangedSection> changes) {

        /** The key of the sentence that says where the sheet stands. */
        public String key() {
            if (now == 0) {
                return "materials.public.paper.withdrawn";
            }
            if (changes.isEmpty()) {
                return "materials.public.paper.same";
            }
            return printed == now ? "materials.public.paper.values" : "materials.public.paper.older";
        }
    }

    /** A part of the policy. */
    public record Section(String heading, List<List<Words>> paragraphs) {}

    /** Words of a paragraph in one weight. */
    public record Words(String text, boolean bold) {

        /** Parts a paragraph at its {@code **} marks. */
        static List<Words> of(String paragraph) {
            var words = new ArrayList<Words>();
            var parts = paragraph.split("\\*\\*", -1);
            for (var i = 0; i < parts.length; i++) {
                if (!parts[i].isEmpty()) {
                    words.add(new Words(parts[i], i % 2 == 1));
                }
            }
            return words;
        }
    }

    /**
     * A phone to tap.
     *
     * @param purposeKey the key of the word for what to call for
     * @param office who answers
     * @param number as it is shown
     */
    public record Phone(String purposeKey, String office, String number) {

        /** The digits to dial. */
        public String dial() {
            return number.replaceAll("[^0-9]", "");
        }
    }
}
