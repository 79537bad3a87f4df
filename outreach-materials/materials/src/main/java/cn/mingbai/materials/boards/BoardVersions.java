package cn.mingbai.materials.boards;

import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which texts boards bear: the one in force, and those that were printed for a place. */
@Component
class BoardVersions {

    private static final int EARLIER = 2;

    private final PolicyTexts texts;
    private final JdbcClient jdbc;

    BoardVersions(PolicyTexts texts, JdbcClient jdbc) {
        this.texts = texts;
        this.jdbc = jdbc;
    }

    static TextCode code(BoardKind board) {
        return switch (board) {
            case BULLETIN -> TextCode.BULLETIN_BOARD;
            case WALL -> TextCode.WALL_BOARD;
        };
    }

    Optional<ApprovedText> inForce(BoardKind board, LocalDate day) {
        return texts.inForce(code(board), day);
    }

    /** The version's label, for example {@code L26-2}. */
    String label(TextId text) {
        return texts.version(text).text().label();
    }

    /** What may have been posted at a place on a day: the text in force, then what was printed for it before. */
    List<PostingForm.Choice> choices(BoardPlace place, LocalDate day) {
        var choices = new ArrayList<PostingForm.Choice>();
        var inForce = inForce(place.details().board(), day);
        inForce.ifPresent(text ->
                choices.add(new PostingForm.Choice(text.id(), text.text().label(), true)));
        jdbc
                .sql("select text_id, max(printed_at) as last from board_print where place_id = :place group by text_id"
                        + " order by last desc limit :limit")
                .param("place", place.id().value())
                .param("limit", EARLIER + 1)
                .query((row, index) -> new TextId(row.getLong(1)))
                .list()
                .stream()
                .filter(text ->
                        inForce.map(ApprovedText::id).filter(text::equals).isEmpty())
                .limit(EARLIER)
                .forEach(text -> choices.add(new PostingForm.Choice(text, label(text), false)));
        return choices;
    }
}
