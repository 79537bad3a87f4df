package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who is excluded is not in the denominator. Above the share that the district has set ({@link
 * SettingKey#EXCLUSION_SHARE}), a further exclusion is a proposal to the district; the household stays due until it is
 * approved. Without a share nothing waits.
 */
@Component
@Internal
class Exclusions implements ApprovalKind {

    static final String NAME = "household.exclude";

    private final JdbcClient jdbc;
    private final SettingDirectory settings;
    private final CampaignDirectory campaigns;
    private final DivisionDirectory divisions;
    private final Approvals approvals;
    private final StateWrites states;
    private final Texts texts;
    private final Clock clock;

    Exclusions(
            JdbcClient jdbc,
            SettingDirectory settings,
            CampaignDirectory campaigns,
            DivisionDirectory divisions,
            Approvals approvals,
            StateWrites states,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.campaigns = campaigns;
        this.divisions = divisions;
        this.approvals = approvals;
        this.states = states;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * One household that somebody wants out of the denominator.
     *
     * @param into which other household it has become part of, or null
     */
    record Wish(
            HouseholdId household,
            HouseholdState state,
            @Nullable HouseholdId into,
            LocalDate from) {

        private String written() {
            return household.value() + " " + state + " " + (into == null ? 0 : into.value()) + " " + from;
        }

        private static Wish of(String line) {
            var parts = line.split(" ");
            var into = Long.parseLong(parts[2]);
            return new Wish(
                    new HouseholdId(Long.parseLong(parts[0])),
                    HouseholdState.valueOf(parts[1]),
                    into == 0 ? null : new HouseholdId(into),
                    LocalDate.parse(parts[3]));
        }
    }

    /**
     * Whether a village would exclude more than the district's share if these households went into {@code state}, too.
     * One that is excluded already may change its reason.
     */
    boolean mustWait(DivisionId village, Collection<HouseholdId> households, HouseholdState state) {
        return mustWait(village, households.stream().collect(Collectors.toMap(each -> each, each -> state)), 0);
    }

    /**
     * The same for households that each go into a state of their own.
     *
     * @param more how many households that count as due enter the ledger with them
     */
    boolean mustWait(DivisionId village, Map<HouseholdId, HouseholdState> wished, int more) {
        var excluding = excluding(village);
        var share = share(village);
        if (share.isEmpty()) {
            return false;
        }
        var ledger = new int[] {more, 0};
        var excluded = new LinkedHashSet<HouseholdId>();
        jdbc.sql("""
                select h.id, s.state from household h join household_state s on s.household_id = h.id
                  and s.superseded_at = '9999-12-31' and s.valid_from <= :today and s.valid_to > :today
                where h.village_id = :village
                """)
                .param("today", Times.today(clock))
                .param("village", village.value())
                .query(row -> {
                    ledger[0]++;
                    if (excluding.contains(HouseholdState.valueOf(row.getString(2)))) {
                        excluded.add(new HouseholdId(row.getLong(1)));
                    }
                });
        var further = wished.entrySet().stream()
                .filter(each -> excluding.contains(each.getValue()) && !excluded.contains(each.getKey()))
                .count();
        return further > 0
                && BigDecimal.valueOf(excluded.size() + further)
                                .multiply(BigDecimal.valueOf(100))
                                .compareTo(share.get().multiply(BigDecimal.valueOf(Math.max(ledger[0], 1))))
                        > 0;
    }

    /** The states that take a household of the village out of the denominator today. */
    Set<HouseholdState> excluding(DivisionId village) {
        var awayIsDue = campaigns
                .covering(village, Times.today(clock))
                .filter(campaign -> campaign.phoneCountsForAway())
                .isPresent();
        return awayIsDue
                ? Set.of(HouseholdState.EMPTY, HouseholdState.DEMOLISHED, HouseholdState.MERGED)
                : Set.of(HouseholdState.EMPTY, HouseholdState.DEMOLISHED, HouseholdState.MERGED, HouseholdState.AWAY);
    }

    /** The share in percent that the village may exclude without a second person, if its district has set one. */
    Optional<BigDecimal> share(DivisionId village) {
        return Optional.ofNullable(settings.inForce(village, Times.today(clock)).get(SettingKey.EXCLUSION_SHARE))
                .map(setting -> new BigDecimal(
                        setting.value().substring(0, setting.value().indexOf('%'))));
    }

    /** Puts wishes of one village before the district, as one proposal. */
    void propose(DivisionId village, List<Wish> wishes, String reason) {
        var subject = wishes.size() == 1
                ? subject(wishes.getFirst().household())
                : "households %d to %d, %d in all"
                        .formatted(
                                wishes.getFirst().household().value(),
                                wishes.getLast().household().value(),
                                wishes.size());
        approvals.propose(
                NAME,
                village,
                subject,
                null,
                wishes.stream().map(Wish::written).collect(Collectors.joining("\n")),
                reason);
    }

    private static String subject(HouseholdId household) {
        return "household " + household.value();
    }

    /** The households of a village whose exclusion waits. */
    Set<HouseholdId> waiting(DivisionId village) {
        return waitingStates(village).keySet();
    }

    /** The same, with the state that each is to have. */
    Map<HouseholdId, HouseholdState> waitingStates(DivisionId village) {
        return jdbc
                .sql("select payload from approval where kind = :kind and state = 'OPEN' and division_id = :village")
                .param("kind", NAME)
                .param("village", village.value())
                .query(String.class)
                .list()
                .stream()
                .flatMap(String::lines)
                .map(Wish::of)
                .collect(Collectors.toMap(Wish::household, Wish::state, (one, other) -> one));
    }

    /** @throws Conflict when the household's exclusion waits */
    void requireNoneWaiting(HouseholdId household) {
        var village = jdbc.sql("select village_id from household where id = :id")
                .param("id", household.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional();
        if (village.filter(each -> waiting(each).contains(household)).isPresent()) {
            throw new Conflict("households.exclusion.waiting");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Action decidedBy() {
        return Action.APPROVE_EXCLUSIONS;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var wishes = approval.payload().lines().map(Wish::of).toList();
        var counts = new EnumMap<HouseholdState, Integer>(HouseholdState.class);
        wishes.forEach(wish -> counts.merge(wish.state(), 1, Integer::sum));
        var comma = texts.get(locale, "households.word.comma");
        var states = counts.entrySet().stream()
                .map(entry -> texts.get(
                        locale,
                        "households.word.count",
                        texts.get(locale, "households.state." + entry.getKey()),
                        entry.getValue()))
                .collect(Collectors.joining(comma));
        var numbers = jdbc
                .sql("select number from household where id in (:ids) order by char_length(number), number limit 4")
                .param(
                        "ids",
                        wishes.stream().map(wish -> wish.household().value()).toList())
                .query(String.class)
                .list()
                .stream()
                .map(number -> new HouseholdNumber(number).shown())
                .toList();
        var named = numbers.stream().limit(3).collect(Collectors.joining(comma));
        return texts.get(
                locale,
                numbers.size() > 3 ? "households.exclusion.summary-many" : "households.exclusion.summary",
                divisions
                        .find(approval.division(), Times.today(clock))
                        .map(village -> village.name())
                        .orElse(""),
                wishes.size(),
                states,
                named,
                wishes.stream()
                        .map(Wish::from)
                        .min(LocalDate::compareTo)
                        .orElseThrow()
                        .toString());
    }

    @Override
    public String path(Approval approval) {
        return "households/" + approval.division().value() + "?waiting=1";
    }

    /** Carries every wish out that still stands: a household that is in that state already, or is gone into another one, is left. */
    @Override
    public void approved(Approval approval) {
        for (var wish : approval.payload().lines().map(Wish::of).toList()) {
            try {
                if (wish.into() == null) {
                    states.set(wish.household(), approval.division(), wish.state(), approval.reason(), wish.from());
                } else {
                    states.join(wish.household(), wish.into(), approval.division(), approval.reason(), wish.from());
                }
            } catch (Conflict alreadySo) {
                // It holds already: nothing is left to do for this one.
            }
        }
    }
}
