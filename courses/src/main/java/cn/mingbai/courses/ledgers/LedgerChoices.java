package cn.mingbai.courses.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the choices of districts; whoever calls it has checked the caller. */
@Component
class LedgerChoices {

    private static final String HIDDEN = "hidden";
    private static final String SHOWN = "shown";

    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    LedgerChoices(JdbcClient jdbc, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** The district's columns; those that the choice does not know, because they came later, stand at the end. */
    List<ColumnChoice> of(DivisionId district, Ledger ledger) {
        var stored = jdbc.sql("select columns_text from ledger_choice where ledger = :ledger and in_force = :district")
                .param("ledger", ledger.name())
                .param("district", district.value())
                .query(String.class)
                .optional()
                .orElse("");
        var choices = new ArrayList<ColumnChoice>();
        stored.lines().forEach(line -> {
            var parts = line.split("\t", -1);
            if (parts.length == 3 && ledger.columns().contains(parts[0])) {
                choices.add(new ColumnChoice(parts[0], parts[1], parts[2].equals(HIDDEN)));
            }
        });
        ledger.columns().stream()
                .filter(key -> choices.stream().noneMatch(choice -> choice.key().equals(key)))
                .forEach(key -> choices.add(new ColumnChoice(key, "", false)));
        return List.copyOf(choices);
    }

    void write(DivisionId district, Ledger ledger, List<ColumnChoice> choices) {
        var now = Times.sql(clock.instant());
        jdbc.sql("update ledger_choice set superseded_at = :now where ledger = :ledger and in_force = :district")
                .param("now", now)
                .param("ledger", ledger.name())
                .param("district", district.value())
                .update();
        jdbc.sql("""
                insert into ledger_choice (id, division_id, ledger, columns_text, recorded_at, superseded_at,
                  recorded_by)
                values (next value for ledger_choice_seq, :district, :ledger, :columns, :now, '9999-12-31', :by)
                """)
                .param("district", district.value())
                .param("ledger", ledger.name())
                .param(
                        "columns",
                        choices.stream()
                                .map(choice -> choice.key() + "\t"
                                        + choice.heading().strip() + "\t" + (choice.hidden() ? HIDDEN : SHOWN))
                                .collect(Collectors.joining("\n")))
                .param("now", now)
                .param("by", access.caller().person().value())
                .update();
    }
}
