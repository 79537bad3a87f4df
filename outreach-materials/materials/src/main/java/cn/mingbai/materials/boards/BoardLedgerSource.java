package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of 宣传栏台账: one for each place of a board. */
@Component
@Internal
class BoardLedgerSource implements LedgerSource {

    private final BoardDirectory directory;
    private final DivisionDirectory divisions;
    private final Texts texts;
    private final Clock clock;

    BoardLedgerSource(BoardDirectory directory, DivisionDirectory divisions, Texts texts, Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<BoardLedger> ledgers() {
        return List.of(BoardLedger.BOARDS);
    }

    @Override
    public String nameKey(Ledger ledger) {
        return "materials.boards.export.sheet";
    }

    @Override
    public boolean hasHouseholdNames(Ledger ledger) {
        return false;
    }

    @Override
    public LedgerSheet sheet(Ledger ledger, DivisionId unit, AsOf asOf, @Nullable String reason, Locale locale) {
        var name = divisions
                .find(unit, asOf.day())
                .orElseGet(() -> divisions.get(unit, Times.today(clock)))
                .name();
        return new LedgerSheet(
                ledger,
                unit,
                name,
                texts.get(locale, nameKey(ledger)),
                texts.get(locale, "materials.boards.export.title", name, asOf.day()),
                asOf,
                List.of(texts.get(locale, "materials.boards.export.define-renewal")),
                null,
                row -> directory.of(unit, asOf).forEach(line -> row.accept(cells(line, locale))));
    }

    private Map<String, @Nullable Object> cells(BoardLine line, Locale locale) {
        var place = line.place();
        var standing = line.standing();
        var posted = standing.posted();
        var seen = standing.lastSeen();
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("town", line.town());
        cells.put("unit", place.unit());
        cells.put("code", place.code());
        cells.put("name", place.details().name());
        cells.put("kind", texts.get(locale, place.details().kind().key()));
        cells.put("board", texts.get(locale, place.details().board().key()));
        cells.put("size", place.details().size().name());
        cells.put("state", texts.get(locale, line.state().key()));
        cells.put("version", line.version());
        if (posted != null) {
            cells.put("posted-on", posted.day());
            cells.put("posted-by", posted.by());
        }
        cells.put("checked-on", standing.checkedOn());
        if (seen != null && standing.hangs()) {
            cells.put(
                    "condition",
                    texts.get(locale, standing.damaged() ? "materials.board.damaged" : "materials.board.intact"));
            cells.put("phones", texts.get(locale, seen.phonesShown() ? "materials.board.yes" : "materials.board.no"));
        }
        if (standing.takenDown() != null) {
            cells.put("taken-down-on", standing.takenDown().day());
        }
        return cells;
    }
}
