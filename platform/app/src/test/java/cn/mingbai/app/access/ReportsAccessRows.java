package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.feed.FeedTokenId;
import cn.mingbai.district.feed.FeedTokens;
import cn.mingbai.district.ledgers.Ledgers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;

/** The rows of all ledgers on one page and of the keys of the feed. A key's canary is its label. */
final class ReportsAccessRows implements AccessRows {

    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));
    private static final AsOf NOW = new AsOf(TODAY, TODAY);
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var issued = fixture.bean(FeedTokens.class)
                .issue(new FeedTokens.Draft(target.canary(), Set.of(target.division()), TODAY.plusDays(1), ""));
        target.put("feed-key", issued.id());
    }

    @Override
    public void add(Table table) {
        ledgers(table);
        keys(table);
        calls(table);
    }

    private static void ledgers(Table table) {
        table.route("ledgers", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("ledger-columns", DISTRICT_OFFICER);
        table.read(Ledgers.class, "columns", String.class, DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.columns("INFORMED", target.division()));
        table.write(Ledgers.class, "choose", String.class, DivisionId.class, List.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.choose(
                        "MEETINGS",
                        target.division(),
                        bean.offered().stream()
                                .filter(offered -> offered.ledger().name().equals("MEETINGS"))
                                .flatMap(offered -> offered.ledger().columns().stream())
                                .map(key -> new ColumnChoice(key, "", false))
                                .toList()));
        table.write(
                        Ledgers.class,
                        "export",
                        String.class,
                        DivisionId.class,
                        AsOf.class,
                        LedgerFormat.class,
                        Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export("WORKERS", target.village(), NOW, LedgerFormat.CSV, CHINESE)
                        .bytes());
        table.write(
                        Ledgers.class,
                        "exportUnmasked",
                        String.class,
                        DivisionId.class,
                        AsOf.class,
                        String.class,
                        LedgerFormat.class,
                        Locale.class)
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.exportUnmasked(
                                "VISITS", target.village(), NOW, "核对", LedgerFormat.CSV, CHINESE)
                        .bytes());
    }

    private static void keys(Table table) {
        table.route("feed-keys", DISTRICT_OFFICER);
        table.read(FeedTokens.class, "tokens")
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.tokens())
                .shows();
        table.write(FeedTokens.class, "issue", FeedTokens.Draft.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.issue(new FeedTokens.Draft("演示系统", Set.of(target.division()), TODAY, "")));
        table.write(FeedTokens.class, "withdraw", FeedTokenId.class, String.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.withdraw(target.get("feed-key", FeedTokenId.class), "不再使用"));
    }

    // Whoever is signed in, a call without a key in force is refused: it reads no cookie. FeedModuleTest has what keys
    // open.
    private static void calls(Table table) {
        table.endpoint("GET", "/api/v1/openapi.json").open(200).request(target -> get("/api/v1/openapi.json"));
        for (var path : List.of(
                "/api/v1/units",
                "/api/v1/rates",
                "/api/v1/ledgers",
                "/api/v1/ledgers/{ledger}",
                "/api/v1/ledgers/{ledger}/csv")) {
            table.endpoint("GET", path)
                    .open(401)
                    .request(target -> get(path.replace("{ledger}", "VISITS") + "?unit="
                                    + target.division().value())
                            .header(HttpHeaders.AUTHORIZATION, "Bearer " + UUID.randomUUID()));
        }
    }
}
