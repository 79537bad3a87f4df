package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.materials.texts.PrintedVersions;
import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which version of the text stands on the sheet that bears the code of a household, a blank sheet or a stub. */
@Component
@Internal
class PrintedSheets implements PrintedVersions {

    private final JdbcClient jdbc;

    PrintedSheets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Printed> of(CodeKind kind, long subject) {
        return switch (kind) {
            case HOUSEHOLD -> last("s.household_id", subject);
            case BLANK -> last("s.blank_id", subject);
            case STUB -> last("s.stub_id", subject);
            default -> Optional.empty();
        };
    }

    // A label holds no policy text, so it says nothing of what the household has read.
    private Optional<Printed> last(String column, long subject) {
        return jdbc.sql("""
                select b.text_id, b.issued_on from print_sheet s
                join print_village v on v.batch_id = s.batch_id and v.village_id = s.village_id and v.done_at is not null
                join print_batch b on b.id = s.batch_id and b.kind <> 'LABEL_EIGHT_UP' and b.text_id is not null
                where
                """ + column + " = :subject order by s.batch_id desc limit 1")
                .param("subject", subject)
                .query((row, index) -> new Printed(new TextId(row.getLong(1)), row.getObject(2, LocalDate.class)))
                .optional();
    }
}
