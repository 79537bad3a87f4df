package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.TextId;
import cn.mingbai.print.BoardSize;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the boards of many units at once, whoever asks. */
@Component
@Internal
public class BoardDirectory {

    private final JdbcClient jdbc;
    private final PostingBook book;
    private final BoardVersions versions;
    private final DivisionDirectory divisions;

    BoardDirectory(JdbcClient jdbc, PostingBook book, BoardVersions versions, DivisionDirectory divisions) {
        this.jdbc = jdbc;
        this.book = book;
        this.versions = versions;
        this.divisions = divisions;
    }

    /** The places of {@code root} and everything below that existed on {@code asOf.day()}, in code order. */
    public List<BoardLine> of(DivisionId root, AsOf asOf) {
        return within(new Reach(Set.of(root), asOf.day()), asOf);
    }

    /**
     * The boards of each unit that has any, {@code root} and what is below it, and what was done with them from a day on.
     * A board that was put up at a place given up since counts as put up.
     *
     * @param from the first day of what was done; the last one is {@code asOf.day()}
     */
    public Map<DivisionId, BoardFigures> figures(DivisionId root, LocalDate from, AsOf asOf) {
        var figures = new HashMap<DivisionId, BoardFigures>();
        for (var line : of(root, asOf)) {
            figures.merge(line.place().division(), BoardFigures.of(List.of(line)), BoardFigures::plus);
        }
        var reach = new Reach(Set.of(root), asOf.day());
        jdbc.sql("""
                select b.division_id, sum(b.act = 'POSTED'), sum(b.act in ('INTACT', 'DAMAGED')), sum(b.act = 'TAKEN_DOWN')
                from board_posting b
                where b.happened_on >= :from and b.happened_on <= :day
                  and b.recorded_at < :known and b.superseded_at >= :known and
                """ + Reach.covers("b.division_id") + " group by b.division_id")
                .param("from", from)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) -> figures.merge(
                        new DivisionId(row.getLong(1)),
                        new BoardFigures(Map.of(), row.getLong(2), row.getLong(3), row.getLong(4)),
                        BoardFigures::plus))
                .list();
        return figures;
    }

    /** The places within reach that existed on {@code asOf.day()}, in code order. */
    List<BoardLine> within(Reach reach, AsOf asOf) {
        var places = places(reach, asOf);
        var known = book.known(places.keySet(), asOf);
        var inForce = new EnumMap<BoardKind, Optional<TextId>>(BoardKind.class);
        for (var board : BoardKind.values()) {
            inForce.put(board, versions.inForce(board, asOf.day()).map(ApprovedText::id));
        }
        var units = units(places.values(), asOf.day());
        var labels = new HashMap<TextId, String>();
        return places.values().stream()
                .map(place -> {
                    var unit = units.get(place.division());
                    var standing = Standing.of(known.getOrDefault(place.id(), List.of()));
                    return new BoardLine(
                            unit == null ? place : named(place, unit.name()),
                            unit == null ? "" : unit.town(),
                            standing,
                            standing.state(inForce.getOrDefault(place.details().board(), Optional.empty())),
                            standing.text()
                                    .map(text -> labels.computeIfAbsent(text, versions::label))
                                    .orElse(""));
                })
                .sorted(Comparator.comparing((BoardLine line) -> {
                            var unit = units.get(line.place().division());
                            return unit == null ? "" : unit.code();
                        })
                        .thenComparing(line -> line.place().code()))
                .toList();
    }

    private Map<BoardPlaceId, BoardPlace> places(Reach reach, AsOf asOf) {
        var places = new HashMap<BoardPlaceId, BoardPlace>();
        jdbc.sql("""
                select p.id, p.code, d.division_id, d.name, d.kind, d.board, d.size, d.valid_from, d.valid_to
                from board_place_details d join board_place p on p.id = d.place_id
                where d.valid_from <= :day and d.valid_to > :day
                  and d.recorded_at < :known and d.superseded_at >= :known and
                """ + Reach.covers("d.division_id"))
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) -> new BoardPlace(
                        new BoardPlaceId(row.getLong(1)),
                        new HouseholdNumber(row.getString(2)).shown(),
                        new DivisionId(row.getLong(3)),
                        "",
                        new PlaceDetails(
                                row.getString(4),
                                PlaceKind.valueOf(row.getString(5)),
                                BoardKind.valueOf(row.getString(6)),
                                BoardSize.valueOf(row.getString(7))),
                        row.getObject(8, LocalDate.class),
                        row.getObject(9, LocalDate.class)))
                .list()
                .forEach(place -> places.put(place.id(), place));
        return places;
    }

    private record Unit(String code, String name, String town) {}

    private Map<DivisionId, Unit> units(java.util.Collection<BoardPlace> places, LocalDate day) {
        var units = new HashMap<DivisionId, Unit>();
        var towns = new HashMap<DivisionId, String>();
        for (var place : places) {
            if (units.containsKey(place.division())) {
                continue;
            }
            divisions
                    .find(place.division(), day)
                    .ifPresent(unit -> units.put(
                            unit.id(),
                            new Unit(
                                    unit.code().value(),
                                    unit.name(),
                                    switch (unit.level()) {
                                        case TOWNSHIP -> unit.name();
                                        case VILLAGE -> town(unit, towns, day);
                                        default -> "";
                                    })));
        }
        return units;
    }

    private String town(Division village, Map<DivisionId, String> towns, LocalDate day) {
        var parent = village.parent();
        if (parent == null) {
            return "";
        }
        return towns.computeIfAbsent(
                parent,
                id -> divisions
                        .find(id, day)
                        .filter(unit -> unit.level() == Level.TOWNSHIP)
                        .map(Division::name)
                        .orElse(""));
    }

    private static BoardPlace named(BoardPlace place, String unit) {
        return new BoardPlace(
                place.id(), place.code(), place.division(), unit, place.details(), place.from(), place.to());
    }
}
