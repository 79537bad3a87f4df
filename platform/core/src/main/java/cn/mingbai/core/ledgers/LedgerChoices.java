package cn.mingbai.core.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The columns that districts have chosen; whoever calls it has checked the caller. */
@Component
@Internal
public class LedgerChoices {

    private static final String HIDDEN = "hidden";
    private static final String SHOWN = "shown";

    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    LedgerChoices(JdbcClient jdbc, Access access, Audit audit, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** The district's columns; those that the choice does not know, because they came later, stand at the end. */
    public List<ColumnChoice> of(DivisionId district, Ledger ledger) {
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

    /**
     * Chooses the columns of a whole district: their order, headings, and which are hidden.
     *
     * @param columns every column of the ledger once
     * @throws RuleViolation when a column is missing or there twice, a heading is too long or there twice, or all are hidden
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void choose(DivisionId district, Ledger ledger, List<ColumnChoice> columns) {
        var keys = columns.stream().map(ColumnChoice::key).toList();
        if (keys.size() != ledger.columns().size() || !new HashSet<>(keys).equals(new HashSet<>(ledger.columns()))) {
            throw new RuleViolation("core.ledger.every-column-once");
        }
        if (columns.stream().allMatch(ColumnChoice::hidden)) {
            throw new RuleViolation("core.ledger.all-hidden");
        }
        for (var column : columns) {
            var heading = column.heading().strip();
            if (heading.codePointCount(0, heading.length()) > ColumnChoice.HEADING_LENGTH
                    || heading.codePoints()
                            .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
                throw new RuleViolation("core.ledger.heading-form", ColumnChoice.HEADING_LENGTH);
            }
        }
        var shown = headings(ledger, columns, Locale.SIMPLIFIED_CHINESE);
        if (new HashSet<>(shown).size() < shown.size()) {
            throw new RuleViolation("core.ledger.heading-twice");
        }
        write(district, ledger, columns);
        audit.record("ledger.columns", "ledger " + ledger.name(), district, String.join("|", shown));
    }

    /** The headings of the columns that are not hidden. */
    public List<String> headings(Ledger ledger, List<ColumnChoice> columns, Locale locale) {
        return ColumnChoice.shown(columns, key -> texts.get(locale, ledger.heading(key)));
    }

    private void write(DivisionId district, Ledger ledger, List<ColumnChoice> choices) {
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
