package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.Households.Filter;
import cn.mingbai.households.sheets.Blanks;
import cn.mingbai.households.sheets.SignedReceipts;
import cn.mingbai.materials.leaflets.Leaflets;
import cn.mingbai.materials.leaflets.PrintBatches;
import cn.mingbai.materials.leaflets.PrintOrder;
import cn.mingbai.print.HouseholdKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The demo village's leaflets: ordered some days ago with blank sheets, of which two were given away; some stubs are back. */
@Component
@Internal
class DemoPrints {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int MOST = 500;
    private static final int BLANKS_GIVEN = 2;

    private final Leaflets leaflets;
    private final PrintBatches batches;
    private final Households households;
    private final Blanks blanks;
    private final SignedReceipts receipts;

    DemoPrints(Leaflets leaflets, PrintBatches batches, Households households, Blanks blanks, SignedReceipts receipts) {
        this.leaflets = leaflets;
        this.batches = batches;
        this.households = households;
        this.blanks = blanks;
        this.receipts = receipts;
    }

    /** Orders as the town's officer; the application's own threads make the file. */
    void print(Division village, PersonId officer, LocalDate loadedOn) {
        var ordered = loadedOn.minusDays(6);
        as(officer, ordered, () -> {
            if (batches.list(village.id()).isEmpty()
                    && leaflets.check(HouseholdKind.SHEET_A4, village.id()).printable()) {
                batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village.id()), true), CHINESE);
            }
        });
        as(officer, loadedOn.minusDays(1), () -> comeBack(village, loadedOn.minusDays(1)));
    }

    private void comeBack(Division village, LocalDate day) {
        var batch = batches.list(village.id()).stream().findFirst();
        if (batch.isEmpty() || !receipts.of(village.id()).isEmpty()) {
            return;
        }
        var due = households
                .page(village.id(), new Filter(HouseholdState.DUE, ""), 0, MOST)
                .lines();
        var free = blanks.of(village.id()).reversed();
        for (var i = 0; i < Math.min(BLANKS_GIVEN, Math.min(free.size(), due.size())); i++) {
            blanks.bind(village.id(), free.get(i).number(), due.get(i).number());
        }
        // Two of five, group by group, as a village hands them in.
        due.stream()
                .limit(due.size() * 2L / 5)
                .forEach(line -> receipts.record(line.household(), batch.get().textLabel(), day));
    }

    private static void as(PersonId officer, LocalDate day, Runnable action) {
        Acting.as(officer, "演示镇经办", DemoRun.morning(day), action);
    }
}
