package cn.mingbai.core.sealing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What the job that seals a report needs.
 *
 * @param subject that of which the report is: a district, a campaign
 * @param knownBefore the moment of the request
 */
public record SealingRequest(long subject, LocalDate day, Instant knownBefore, Locale locale) {

    /** As a job keeps it, parted by blanks. */
    public String text() {
        return subject + " " + day + " " + knownBefore + " " + locale.toLanguageTag();
    }

    /** The request that {@link #text} wrote. */
    public static SealingRequest parse(String text) {
        var parts = text.split(" ");
        return new SealingRequest(
                Long.parseLong(parts[0]),
                LocalDate.parse(parts[1]),
                Instant.parse(parts[2]),
                Locale.forLanguageTag(parts[3]));
    }
}
