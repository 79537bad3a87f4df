package cn.mingbai.materials.boards;

import cn.mingbai.materials.texts.TextId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything on one place: what it is, how it stands, what was done there, what was printed for it.
 *
 * @param history the latest first, withdrawn entries among them
 * @param labels the versions of the texts in the history
 * @param prints the latest first
 * @param mayEdit whether the caller may change the place
 */
public record BoardPage(
        BoardLine line, List<PostingEntry> history, Map<TextId, String> labels, List<Print> prints, boolean mayEdit) {

    /** A board that was printed for the place. */
    public record Print(Instant at, String by, String version, String size, String sha256) {}
}
