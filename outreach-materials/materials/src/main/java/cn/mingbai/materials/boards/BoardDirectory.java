package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
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

    BoardDirectory(JdbcClient jdbc, PostingBook book, BoardVersions versions) {
        this.jdbc = jdbc;
        this.book = book;
        this.versions = versions;
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
        var known = book.known(places.stream().map(each -> each.place().id()).toList(), asOf);
        var inForce = new EnumMap<BoardKind, Optional<TextId>>(BoardKind.class);
        for (var board : BoardKind.values()) {
            inForce.put(board, versions.inForce(board, asOf.day()).map(ApprovedText::id));
        }
        var labels = new HashMap<TextId, String>();
        return places.stream()
                .map(each -> {
                    var place = each.place();
                    var standing = Standing.of(known.getOrDefault(place.id(), List.of()));
                    return new BoardLine(
                            place,
                            each.town(),
                            standing,
                            standing.state(inForce.getOrDefault(place.details().board(), Optional.empty())),
                            standing.text()
                                    .map(text -> labels.computeIfAbsent(text, versions::label))
                                    .orElse(""));
                })
                .toList();
    }

    private record InTown(BoardPlace place, String town) {}

    private List<InTown> places(Reach reach, AsOf asOf) {
        return jdbc.sql("""
                select p.id, p.code, d.division_id, coalesce(v.name, ''), d.name, d.kind, d.board, d.size,
                  d.valid_from, d.valid_to, coalesce(if(v.level = 'TOWNSHIP', v.name, t.name), '')
                from board_place_details d join board_place p on p.id = d.place_id
                left join division_version v on v.division_id = d.division_id
                  and v.valid_from <= :day and v.valid_to > :day and v.superseded_at = '9999-12-31'
                left join division_version t on t.division_id = v.parent_id and t.level = 'TOWNSHIP'
                  and t.valid_from <= :day and t.valid_to > :day and t.superseded_at = '9999-12-31'
                where d.valid_from <= :day and d.valid_to > :day
                  and d.recorded_at < :known and d.superseded_at >= :known and
                """ + Reach.covers("d.division_id") + " order by coalesce(v.code, ''), p.code")
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) -> new InTown(BoardPlaceDirectory.map(row, index), row.getString(11)))
                .list();
    }
}
