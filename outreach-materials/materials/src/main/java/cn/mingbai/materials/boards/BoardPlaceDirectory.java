package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.print.BoardSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the places of boards, whoever asks. */
@Component
@Internal
public class BoardPlaceDirectory {

    // The name of a unit that is no more is its last one.
    private static final String PLACE = """
            select p.id, p.code, d.division_id,
              (select v.name from division_version v where v.division_id = d.division_id
                and v.superseded_at = '9999-12-31' order by v.valid_from <= :today desc, v.valid_from desc limit 1) as unit,
              d.name, d.kind, d.board, d.size, d.valid_from, d.valid_to
            from board_place p
            join board_place_details d on d.place_id = p.id and d.superseded_at = '9999-12-31'
            """;

    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    BoardPlaceDirectory(JdbcClient jdbc, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** The place as it is today or, once given up, as it last was. */
    public Optional<BoardPlace> find(BoardPlaceId place) {
        return jdbc.sql(PLACE + " where p.id = :place and d.valid_from <= :today order by d.valid_from desc limit 1")
                .param("place", place.value())
                .param("today", Times.today(clock))
                .query(BoardPlaceDirectory::map)
                .optional();
    }

    /** The place as {@link #find} tells it, if it lies within reach. */
    Optional<BoardPlace> find(BoardPlaceId place, Reach reach) {
        return find(place).filter(found -> access.covers(reach, found.division()));
    }

    /** The place with this code as {@link #find} tells it, if it lies within reach. */
    Optional<BoardPlace> find(PlaceCode code, Reach reach) {
        return jdbc.sql("select id from board_place where code = :code")
                .param("code", code.value())
                .query(Long.class)
                .optional()
                .flatMap(id -> find(new BoardPlaceId(id), reach));
    }

    /** From the columns of {@link #PLACE}. */
    static BoardPlace map(ResultSet row, int index) throws SQLException {
        return new BoardPlace(
                new BoardPlaceId(row.getLong(1)),
                new HouseholdNumber(row.getString(2)).shown(),
                new DivisionId(row.getLong(3)),
                row.getString(4),
                new PlaceDetails(
                        row.getString(5),
                        PlaceKind.valueOf(row.getString(6)),
                        BoardKind.valueOf(row.getString(7)),
                        BoardSize.valueOf(row.getString(8))),
                row.getObject(9, LocalDate.class),
                row.getObject(10, LocalDate.class));
    }
}
