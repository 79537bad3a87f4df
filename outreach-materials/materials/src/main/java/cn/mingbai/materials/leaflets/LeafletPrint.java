package cn.mingbai.materials.leaflets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A print that was made.
 *
 * @param printedBy the person's name
 * @param household the number of the only household when a single sheet was printed again, or null
 * @param sheets how many sheets, two pages each
 * @param templateVersion for example {@code L26-1}
 * @param sha256 the digest of the file, 64 hexadecimal digits
 */
public record LeafletPrint(
        Instant printedAt,
        String printedBy,
        @Nullable String household,
        int sheets,
        String templateVersion,
        String sha256) {}
