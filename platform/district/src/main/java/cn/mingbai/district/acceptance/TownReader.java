package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.district.bulletins.BulletinDirectory;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.materials.boards.BoardDirectory;
import cn.mingbai.materials.boards.BoardFigures;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the services whose figures they are for what they say of towns: nothing is counted anew here, so that a sheet and
 * the page that a line opens cannot differ.
 */
@Component
@Internal
class TownReader {

    private final DivisionDirectory divisions;
    private final TrainingRateDirectory training;
    private final CoverageDirectory coverage;
    private final BoardDirectory boards;
    private final SettingDirectory settings;
    private final BulletinDirectory bulletins;
    private final InspectionChecks checks;

    TownReader(
            DivisionDirectory divisions,
            TrainingRateDirectory training,
            CoverageDirectory coverage,
            BoardDirectory boards,
            SettingDirectory settings,
            BulletinDirectory bulletins,
            InspectionChecks checks) {
        this.divisions = divisions;
        this.training = training;
        this.coverage = coverage;
        this.boards = boards;
        this.settings = settings;
        this.bulletins = bulletins;
        this.checks = checks;
    }

    /** The towns that a campaign covers on a day, in code order. */
    List<Division> towns(Campaign campaign, AsOf asOf) {
        return divisions.subtree(campaign.division(), asOf.day()).stream()
                .filter(unit -> unit.level() == Level.TOWNSHIP)
                .toList();
    }

    /** What the data say of these towns for a phase until {@code asOf.day()}, each town once, in their order. */
    List<TownFacts> of(Campaign campaign, int phase, List<Division> towns, AsOf asOf) {
        if (towns.isEmpty()) {
            return List.of();
        }
        var from = campaign.phases().get(phase).from();
        var wanted = towns.stream().map(Division::id).toList();
        var root = towns.size() == 1 ? towns.getFirst().id() : campaign.division();
        var tree = divisions.subtree(root, asOf.day());
        var townOf = townOf(tree, wanted);
        var people = people(campaign, towns.getFirst(), asOf);
        var villages = coverage.of(root, asOf).stream()
                .filter(village -> townOf.containsKey(village.village().id()))
                .collect(Collectors.groupingBy(
                        village -> townOf.get(village.village().id())));
        var boardsOf = new HashMap<DivisionId, BoardFigures>();
        boards.figures(root, from, asOf).forEach((unit, figures) -> {
            var town = townOf.get(unit);
            if (town != null) {
                boardsOf.merge(town, figures, BoardFigures::plus);
            }
        });
        var made = bulletins.made(campaign.id(), phase, wanted, asOf);
        return towns.stream()
                .map(town -> {
                    var its = villages.getOrDefault(town.id(), List.of());
                    var bulletin = made.get(town.id());
                    var known = settings.inForce(town.id(), asOf.day());
                    return new TownFacts(
                            town,
                            people.getOrDefault(town.id(), Tally.EMPTY),
                            its.stream().map(village -> village.figures()).reduce(Figures.NONE, Figures::plus),
                            its.size(),
                            (int) its.stream()
                                    .filter(village -> !village.outreachWorker())
                                    .count(),
                            boardsOf.getOrDefault(town.id(), BoardFigures.NONE),
                            TownFacts.PHONES.stream()
                                    .filter(key -> !known.containsKey(key))
                                    .toList(),
                            bulletin == null ? 0 : bulletin.count(),
                            bulletin == null ? null : bulletin.lastDay(),
                            checks.of(town.id(), from, asOf));
                })
                .toList();
    }

    private Map<DivisionId, Tally> people(Campaign campaign, Division town, AsOf asOf) {
        var district =
                divisions.districtOf(town.id(), asOf.day()).map(Division::id).orElse(campaign.division());
        return training.of(district, asOf).stream()
                .collect(Collectors.toMap(rate -> rate.division().id(), rate -> rate.total()));
    }

    /** For each unit of a tree the town of {@code towns} that it is or lies in. */
    private static Map<DivisionId, DivisionId> townOf(List<Division> tree, Collection<DivisionId> towns) {
        var parents = new HashMap<DivisionId, @Nullable DivisionId>();
        tree.forEach(unit -> parents.put(unit.id(), unit.parent()));
        var townOf = new HashMap<DivisionId, DivisionId>();
        for (var unit : tree) {
            var at = unit.id();
            while (at != null && !towns.contains(at)) {
                at = parents.get(at);
            }
            if (at != null) {
                townOf.put(unit.id(), at);
            }
        }
        return townOf;
    }
}
