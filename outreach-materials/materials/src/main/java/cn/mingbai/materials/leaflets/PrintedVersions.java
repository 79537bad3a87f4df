package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.materials.texts.TextId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which version of the text stands on the paper that bears a code. */
@Component
@Internal
public class PrintedVersions {

    private final JdbcClient jdbc;

    PrintedVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The version on the sheet that was printed last with the code of a household, a blank sheet or a stub; empty when
     * none was, or before texts had versions in the database.
     */
    public Optional<TextId> of(CodeKind kind, long subject) {
        return switch (kind) {
            case HOUSEHOLD -> last("s.household_id", subject);
            case BLANK -> last("s.blank_id", subject);
            case STUB ->
                jdbc.sql("select text_id from print_stub where id = :subject")
                        .param("subject", subject)
                        .query((row, index) -> new TextId(row.getLong(1)))
                        .optional();
            default -> Optional.empty();
        };
    }

    // A label holds no policy text, so it says nothing of what the household has read.
    private Optional<TextId> last(String column, long subject) {
        return jdbc
                .sql("""
                select b.text_id from print_sheet s
                join print_village v on v.batch_id = s.batch_id and v.village_id = s.village_id and v.done_at is not null
                join print_batch b on b.id = s.batch_id and b.kind <> 'LABEL_EIGHT_UP'
                where
                """ + column + " = :subject order by s.batch_id desc limit 1")
                .param("subject", subject)
                .query((row, index) -> row.getObject(1, Long.class) == null ? null : new TextId(row.getLong(1)))
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
