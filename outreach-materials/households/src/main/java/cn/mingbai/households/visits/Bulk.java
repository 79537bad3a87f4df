package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Sets the parameters of one row of many. Each null says of which type it is: otherwise the driver would ask the database,
 * and the rows would not travel together.
 */
@Internal
public final class Bulk {

    private final PreparedStatement statement;
    private int at;

    public Bulk(PreparedStatement statement) {
        this.statement = statement;
    }

    public Bulk set(long value) throws SQLException {
        statement.setLong(++at, value);
        return this;
    }

    public Bulk set(LocalDate value) throws SQLException {
        statement.setObject(++at, value);
        return this;
    }

    public Bulk setOrNull(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.BIGINT);
        } else {
            statement.setLong(++at, value);
        }
        return this;
    }

    public Bulk set(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.VARCHAR);
        } else {
            statement.setString(++at, value);
        }
        return this;
    }

    public Bulk set(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.VARBINARY);
        } else {
            statement.setBytes(++at, value);
        }
        return this;
    }

    public Bulk set(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.TIMESTAMP);
        } else {
            statement.setObject(++at, Times.sql(value));
        }
        return this;
    }

    /** The name of an enum's value. */
    public Bulk set(@Nullable Enum<?> value) throws SQLException {
        return set(value == null ? null : value.name());
    }
}
