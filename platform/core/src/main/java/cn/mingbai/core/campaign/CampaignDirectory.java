package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads campaigns, whoever asks. */
@Component
@Internal
public class CampaignDirectory {

    private final JdbcClient jdbc;

    CampaignDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static final String COLUMNS = "c.id, c.division_id, c.name, c.document_number, c.household_basis,"
            + " c.basis_note, c.phone_counts_for_away, c.valid_from, c.valid_to";

    /**
     * The campaign that covers {@code division} on {@code day}: of its own and those of the units above it that run, the
     * latest begun; failing one that runs, the latest begun that ran.
     */
    public Optional<Campaign> covering(DivisionId division, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + """

                from campaign c
                join division_ancestor a on a.ancestor_id = c.division_id and a.descendant_id = :division
                  and a.valid_from <= :day and a.valid_to > :day
                where c.superseded_at = '9999-12-31' and c.valid_from <= :day
                order by c.valid_to > :day desc, c.valid_from desc, a.depth limit 1
                """)
                .param("division", division.value())
                .param("day", day)
                .query(CampaignDirectory::map)
                .optional()
                .map(campaign -> withPhases(List.of(campaign)).getFirst());
    }

    /** All campaigns that ever covered {@code division}, the first begun first. */
    public List<Campaign> all(DivisionId division) {
        return withPhases(jdbc.sql("select distinct " + COLUMNS + """

                from campaign c
                join division_ancestor a on a.ancestor_id = c.division_id and a.descendant_id = :division
                  and a.valid_from < c.valid_to and a.valid_to > c.valid_from
                where c.superseded_at = '9999-12-31'
                order by c.valid_from, c.id
                """)
                .param("division", division.value())
                .query(CampaignDirectory::map)
                .list());
    }

    /**
     * For each of these divisions what {@link #all(DivisionId)} answers, in one go and without the phases.
     *
     * @param divisions one may stand there more than once
     */
    public Map<DivisionId, List<Campaign>> all(Collection<DivisionId> divisions) {
        var all = new HashMap<DivisionId, List<Campaign>>();
        if (!divisions.isEmpty()) {
            jdbc.sql("select distinct " + COLUMNS + """
                    , a.descendant_id
                    from campaign c
                    join division_ancestor a on a.ancestor_id = c.division_id and a.descendant_id in (:divisions)
                      and a.valid_from < c.valid_to and a.valid_to > c.valid_from
                    where c.superseded_at = '9999-12-31'
                    order by c.valid_from, c.id
                    """)
                    .param(
                            "divisions",
                            divisions.stream().map(DivisionId::value).toList())
                    .query(row -> {
                        all.computeIfAbsent(new DivisionId(row.getLong(10)), division -> new ArrayList<>())
                                .add(map(row, 0));
                    });
        }
        return all;
    }

    /** The campaigns of the divisions within a reach, past and to come, the latest begun first. */
    public List<Campaign> within(Reach reach) {
        return withPhases(jdbc.sql("select " + COLUMNS + " from campaign c where c.superseded_at = '9999-12-31' and "
                        + Reach.covers("c.division_id") + " order by c.valid_from desc, c.id desc")
                .params(reach.parameters())
                .query(CampaignDirectory::map)
                .list());
    }

    /** All campaigns, the first begun first. */
    public List<Campaign> all() {
        return withPhases(jdbc.sql("select " + COLUMNS
                        + " from campaign c where c.superseded_at = '9999-12-31' order by c.valid_from, c.id")
                .query(CampaignDirectory::map)
                .list());
    }

    /** For each division below {@code root} and {@code root} itself, the campaign that {@link #covering} answers. */
    public Map<DivisionId, Campaign> coveringBelow(DivisionId root, LocalDate day) {
        var choice = new HashMap<DivisionId, Long>();
        jdbc.sql("""
                select d.descendant_id, c.id
                from division_ancestor d
                join division_ancestor a on a.descendant_id = d.descendant_id
                  and a.valid_from <= :day and a.valid_to > :day
                join campaign c on c.division_id = a.ancestor_id and c.superseded_at = '9999-12-31'
                  and c.valid_from <= :day
                where d.ancestor_id = :root and d.valid_from <= :day and d.valid_to > :day
                order by c.valid_to > :day desc, c.valid_from desc, a.depth
                """).param("root", root.value()).param("day", day).query(row -> {
            choice.putIfAbsent(new DivisionId(row.getLong(1)), row.getLong(2));
        });
        var campaigns = new HashMap<Long, Campaign>();
        all().forEach(campaign -> campaigns.put(campaign.id().value(), campaign));
        var covering = new HashMap<DivisionId, Campaign>();
        choice.forEach((division, campaign) -> covering.put(division, campaigns.get(campaign)));
        return covering;
    }

    /**
     * The campaigns of a tree, read once for the days on which it is the same.
     *
     * @param tree a division and everything below it, the division itself first
     * @param day one of those days
     */
    public Followers followers(List<Division> tree, LocalDate day) {
        var root = tree.getFirst();
        var all = jdbc.sql("select " + COLUMNS + " from campaign c where c.superseded_at = '9999-12-31' order by c.id")
                .query(CampaignDirectory::map)
                .list();
        var above = new ArrayList<DivisionId>();
        if (!all.isEmpty()) {
            above.addAll(jdbc.sql("select ancestor_id from division_ancestor where descendant_id = :root and depth > 0"
                            + " and valid_from <= :day and valid_to > :day order by depth")
                    .param("root", root.id().value())
                    .param("day", day)
                    .query((row, index) -> new DivisionId(row.getLong(1)))
                    .list());
        }
        return new Followers(tree, above, all);
    }

    /** Which campaign each division of a tree follows. */
    public static final class Followers {

        private final List<Division> tree;
        private final List<DivisionId> above;
        private final Map<DivisionId, Division> byId = new HashMap<>();
        private final Map<DivisionId, List<Campaign>> campaigns = new HashMap<>();

        private Followers(List<Division> tree, List<DivisionId> above, List<Campaign> all) {
            this.tree = tree;
            this.above = above;
            tree.forEach(division -> byId.put(division.id(), division));
            all.forEach(campaign -> campaigns
                    .computeIfAbsent(campaign.division(), key -> new ArrayList<>())
                    .add(campaign));
        }

        /** For each division the campaign that {@link #covering} answers, without the phases; none for those without one. */
        public Map<DivisionId, Campaign> on(LocalDate day) {
            var following = new HashMap<DivisionId, Campaign>();
            if (campaigns.isEmpty()) {
                return following;
            }
            var root = tree.getFirst().id();
            for (var at = above.size() - 1; at >= 0; at--) {
                follow(following, above.get(at), at + 1 < above.size() ? above.get(at + 1) : null, day);
            }
            follow(following, root, above.isEmpty() ? null : above.getFirst(), day);
            var done = new HashSet<>(Set.of(root));
            tree.forEach(division -> follow(following, division, done, day));
            return following;
        }

        /** The next day on which a campaign begins or ends: until then {@link #on} answers the same. */
        public LocalDate standUntil(LocalDate day) {
            return campaigns.values().stream()
                    .flatMap(List::stream)
                    .flatMap(campaign -> Stream.of(campaign.from(), campaign.to()))
                    .filter(next -> next.isAfter(day))
                    .min(Comparator.naturalOrder())
                    .orElse(LocalDate.MAX);
        }

        private void follow(
                Map<DivisionId, Campaign> following, Division division, Set<DivisionId> done, LocalDate day) {
            if (done.add(division.id())) {
                var parent = division.parent() == null ? null : byId.get(division.parent());
                if (parent != null) {
                    follow(following, parent, done, day);
                }
                follow(following, division.id(), division.parent(), day);
            }
        }

        private void follow(
                Map<DivisionId, Campaign> following, DivisionId division, @Nullable DivisionId parent, LocalDate day) {
            var best = parent == null ? null : following.get(parent);
            for (var campaign : campaigns.getOrDefault(division, List.of())) {
                if (!campaign.from().isAfter(day) && (best == null || compare(campaign, best, day) >= 0)) {
                    best = campaign;
                }
            }
            if (best != null) {
                following.put(division, best);
            }
        }

        /** Running before over, then the later begun; of equals the nearer. */
        private static int compare(Campaign one, Campaign other, LocalDate day) {
            var running = Boolean.compare(one.to().isAfter(day), other.to().isAfter(day));
            return running != 0 ? running : one.from().compareTo(other.from());
        }
    }

    private static Campaign map(ResultSet row, int index) throws SQLException {
        return new Campaign(
                new CampaignId(row.getLong(1)),
                new DivisionId(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                HouseholdBasis.valueOf(row.getString(5)),
                row.getString(6),
                row.getBoolean(7),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class),
                List.of());
    }

    // Outside a transaction, a query inside the mapping of another would hold one connection and wait for a second.
    private List<Campaign> withPhases(List<Campaign> campaigns) {
        if (campaigns.isEmpty()) {
            return campaigns;
        }
        var phases = new HashMap<Long, List<Campaign.Phase>>();
        jdbc.sql("select campaign_id, name, valid_from, valid_to, reporting_day from campaign_phase"
                        + " where campaign_id in (:ids) order by campaign_id, position")
                .param(
                        "ids",
                        campaigns.stream()
                                .map(campaign -> campaign.id().value())
                                .toList())
                .query(row -> {
                    phases.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                            .add(new Campaign.Phase(
                                    row.getString(2),
                                    row.getObject(3, LocalDate.class),
                                    row.getObject(4, LocalDate.class),
                                    row.getObject(5, LocalDate.class)));
                });
        return campaigns.stream()
                .map(campaign -> new Campaign(
                        campaign.id(),
                        campaign.division(),
                        campaign.name(),
                        campaign.documentNumber(),
                        campaign.basis(),
                        campaign.basisNote(),
                        campaign.phoneCountsForAway(),
                        campaign.from(),
                        campaign.to(),
                        phases.getOrDefault(campaign.id().value(), List.of())))
                .toList();
    }
}
