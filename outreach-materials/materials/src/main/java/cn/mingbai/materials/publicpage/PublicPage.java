package cn.mingbai.materials.publicpage;

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
 * @param visitToken the token for the outreach worker's way in, or null when the code is not known
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
        @Nullable String visitToken) {

    /** Whether the code is in force. */
    public boolean known() {
        return visitToken != null;
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
