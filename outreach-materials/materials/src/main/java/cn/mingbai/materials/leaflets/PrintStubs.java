package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.materials.texts.TextId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The stubs of sheets: one for each version of the text and each household or blank sheet, however often it is printed. */
@Component
@Internal
public class PrintStubs {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final BlankSheets blanks;

    PrintStubs(JdbcClient jdbc, JdbcTemplate batches, BlankSheets blanks) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.blanks = blanks;
    }

    /**
     * A stub in somebody's hand.
     *
     * @param text the version of the text on its sheet
     * @param village whose sheet it is
     * @param household whose sheet it is, or null while its blank sheet is not given to anybody
     * @param blankNumber the number of its blank sheet, or empty
     */
    public record Stub(
            TextId text, DivisionId village, @Nullable HouseholdId household, String blankNumber) {}

    /** The stub with this id; for one of a blank sheet, the household that has the sheet now. */
    public Optional<Stub> find(long id) {
        return jdbc.sql("select s.text_id, s.household_id, s.blank_id, h.village_id from print_stub s"
                        + " left join household h on h.id = s.household_id where s.id = :id")
                .param("id", id)
                .query((row, index) -> {
                    var text = new TextId(row.getLong(1));
                    var household = row.getObject(2, Long.class);
                    if (household != null) {
                        return new Stub(text, new DivisionId(row.getLong(4)), new HouseholdId(household), "");
                    }
                    var blank = blanks.find(new BlankId(row.getLong(3))).orElseThrow();
                    return new Stub(
                            text,
                            blank.village(),
                            blank.household(),
                            blank.number().shown());
                })
                .optional();
    }

    List<Long> ofHousehold(HouseholdId household) {
        return jdbc.sql("select id from print_stub where household_id = :id order by id")
                .param("id", household.value())
                .query(Long.class)
                .list();
    }

    List<Long> ofBlank(BlankId blank) {
        return jdbc.sql("select id from print_stub where blank_id = :id order by id")
                .param("id", blank.value())
                .query(Long.class)
                .list();
    }

    /** The stubs of these households' sheets of a version, made where there is none; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    Map<Long, Long> forHouseholds(TextId text, List<Long> households) {
        return made("household_id", text, households);
    }

    /** The stubs of these blank sheets, made where there is none; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    Map<Long, Long> forBlanks(TextId text, List<Long> sheets) {
        return made("blank_id", text, sheets);
    }

    // In order of id, so that two orders of one village wait for each other instead of dead-locking; read with a lock,
    // because a plain read would not see what the other committed meanwhile.
    private Map<Long, Long> made(String column, TextId text, List<Long> subjects) {
        var found = new HashMap<Long, Long>();
        var sorted = subjects.stream().sorted().toList();
        for (var from = 0; from < sorted.size(); from += CHUNK) {
            var chunk = sorted.subList(from, Math.min(from + CHUNK, sorted.size()));
            batches.batchUpdate(
                    "insert ignore into print_stub (id, text_id, " + column
                            + ") values (next value for print_stub_seq, ?, ?)",
                    chunk.stream()
                            .map(subject -> new Object[] {text.value(), subject})
                            .toList());
            jdbc.sql("select " + column + ", id from print_stub where text_id = :text and " + column
                            + " in (:subjects) lock in share mode")
                    .param("text", text.value())
                    .param("subjects", chunk)
                    .query((row, index) -> found.put(row.getLong(1), row.getLong(2)))
                    .list();
        }
        return found;
    }
}
