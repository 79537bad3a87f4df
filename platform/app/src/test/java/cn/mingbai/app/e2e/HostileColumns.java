package cn.mingbai.app.e2e;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.testing.Hostile;
import cn.mingbai.core.testing.OwnerDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every text column of the database with hostile markup in it, row by row another one, past everything that services would
 * have said to it. A text says from which column it came. What was there before comes back by {@link #close()}.
 */
final class HostileColumns implements AutoCloseable {

    /** Begins and ends the name of a column in a text. */
    static final Pattern MARK = Pattern.compile("‹([0-9a-z]{2})›");

    /** The shortest that runs, for columns that hold no more: {@code a} is the walk's. */
    private static final String SHORTEST = "<svg onload=a()>";

    private static final int MARK_LENGTH = 4;
    private static final int SHORTEST_COLUMN = SHORTEST.length() + MARK_LENGTH;

    private static final int NAME = 60;

    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    /** From here on a column holds texts of several lines. */
    private static final int LONG = 1000;

    /** Of sealed and structured values, which are changed one by one. */
    private static final int MOST_ONE_BY_ONE = 3000;

    /** A text of a person's in a structure holds Chinese: its keys, codes and states do not. */
    private static final Pattern CHINESE = Pattern.compile(".*\\p{IsHan}.*", Pattern.DOTALL);

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A column of texts.
     *
     * @param length in characters; 0 when it is sealed
     * @param mark what its texts bear between {@code ‹} and {@code ›}
     */
    record Column(String table, String name, long length, List<String> key, String mark) {
        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    private final SingleConnectionDataSource connection;
    private final JdbcTemplate jdbc;
    private final FieldCipher cipher;
    private final Map<String, Column> kept = new TreeMap<>();
    private final Map<String, Column> filled = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> empty = new ArrayList<>();
    private long texts;

    HostileColumns(OwnerDatabase owner, FieldCipher cipher) {
        this.cipher = cipher;
        try {
            connection = new SingleConnectionDataSource(owner.source().getConnection(), true);
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            throw new IllegalStateException("expected the database to be there", failed);
        }
        jdbc = new JdbcTemplate(connection);
    }

    /** The columns that bear texts now, by their marks. */
    Map<String, Column> filled() {
        return filled;
    }

    /** The columns whose rows did not take a text, and why. */
    Map<String, String> refused() {
        return refused;
    }

    /** The columns of tables that have no row. */
    List<String> empty() {
        return empty;
    }

    /** How many texts there are. */
    long texts() {
        return texts;
    }

    /** All columns that can hold a text of a person's or an import's: characters, and sealed characters. */
    List<Column> all() {
        var keys = jdbc
                .query(
                        "select table_name, column_name from information_schema.key_column_usage where table_schema ="
                                + " database() and constraint_name = 'PRIMARY' order by table_name, ordinal_position",
                        (row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        var found = jdbc.query(
                """
                select c.table_name, c.column_name, if(c.data_type like '%char' or c.data_type like '%text',
                    c.character_maximum_length, 0)
                from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema
                  and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
                where c.table_schema = database() and c.table_name not like 'hostile\\_%' and c.extra = ''
                  and not exists (select 1 from information_schema.key_column_usage k
                    where k.table_schema = c.table_schema and k.referenced_table_name is not null
                      and (k.table_name = c.table_name and k.column_name = c.column_name
                        or k.referenced_table_name = c.table_name and k.referenced_column_name = c.column_name))
                  and (c.data_type in ('varchar', 'text', 'mediumtext', 'longtext', 'tinytext')
                    and c.character_maximum_length >= ? or c.data_type = 'varbinary')
                order by 1, 2
                """,
                (row, number) -> new Column(
                        row.getString(1),
                        row.getString(2),
                        Math.min(row.getLong(3), Integer.MAX_VALUE),
                        keys.getOrDefault(row.getString(1), List.of()),
                        mark(number)),
                SHORTEST_COLUMN);
        return found.stream()
                .filter(column -> !column.key.contains(column.name))
                .toList();
    }

    private static String mark(int number) {
        return (number < 36 ? "0" : "") + Integer.toString(number, 36);
    }

    /**
     * Fills columns.
     *
     * @param columns out of {@link #all()}
     * @param turn which text each row bears: by as many turns as there are texts, each row bears each
     */
    void fill(List<Column> columns, int turn) {
        prepare(columns);
        for (var column : columns) {
            try {
                keep(column);
                var changed = column.length == 0 || isStructured(column) ? oneByOne(column, turn) : all(column, turn);
                commit();
                texts += changed;
                if (changed > 0) {
                    filled.put(column.mark, column);
                } else {
                    empty.add(column.toString());
                }
            } catch (DataAccessException wrong) {
                rollBack();
                kept.remove(column.mark);
                refused.put(
                        column.toString(),
                        String.valueOf(wrong.getMostSpecificCause().getMessage()));
            }
        }
    }

    // One column is one transaction: thousands of rows, each in its own, take minutes.
    private void commit() {
        try {
            connection.getConnection().commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("expected the texts to be taken", failed);
        }
    }

    private void rollBack() {
        try {
            connection.getConnection().rollback();
        } catch (SQLException failed) {
            throw new IllegalStateException("expected the column to be as before", failed);
        }
    }

    private void prepare(List<Column> columns) {
        jdbc.execute("drop table if exists hostile_text");
        jdbc.execute("create table hostile_text (room bigint, turn int, text varchar(400), primary key (room, turn))");
        columns.stream()
                .map(column -> column.length)
                .filter(length -> length > 0)
                .distinct()
                .forEach(room -> {
                    var fitting = fitting(room);
                    jdbc.batchUpdate(
                            "insert into hostile_text values (?, ?, ?)",
                            IntStream.range(0, fitting.size())
                                    .mapToObj(at -> new Object[] {room, at, fitting.get(at)})
                                    .toList());
                });
    }

    private static List<String> fitting(long room) {
        var fitting = Hostile.markup().stream()
                .filter(text -> text.length() + MARK_LENGTH <= room)
                // Short texts are names, which a view does not take with characters that nobody sees.
                .filter(text -> room > NAME || !UNSEEN.matcher(text).find())
                .toList();
        // What is short enough for a short column is mostly no markup at all.
        return fitting.stream().anyMatch(text -> text.startsWith("<")) ? fitting : List.of(SHORTEST);
    }

    private void keep(Column column) {
        if (kept.put(column.mark, column) == null) {
            jdbc.execute("create table " + kept(column) + " (primary key (" + keys(column)
                    + ")) engine = aria transactional = 0 as select "
                    + keys(column) + ", " + column.name + " from " + column.table);
        }
    }

    private static String keys(Column column) {
        return String.join(", ", column.key);
    }

    /** Whether a row of one table is that of the other. */
    private static String same(String one, String other, Column column) {
        return column.key.stream()
                .map(key -> one + "." + key + " = " + other + "." + key)
                .collect(Collectors.joining(" and "));
    }

    private static String kept(Column column) {
        return "hostile_kept_" + column.mark;
    }

    private boolean isStructured(Column column) {
        return !jdbc.queryForList(
                        "select 1 from " + kept(column) + " where left(" + column.name + ", 1) in ('{', '[') limit 1")
                .isEmpty();
    }

    private int all(Column column, int turn) {
        // A text over several lines goes on in one of its own, as a lesson's paragraph would.
        var gap = column.length > LONG ? "\n\n" : "";
        return jdbc.update(
                "update " + column.table + " t join (select " + keys(column) + ", coalesce(" + column.name
                        + ", '') was, row_number() over (order by " + column.key.getFirst() + " desc) n from "
                        + kept(column) + ") k on " + same("k", "t", column)
                        + " join hostile_text h on h.room = ? and h.turn = (k.n + ?) % ? set t." + column.name
                        + " = concat(left(k.was, ? - char_length(h.text)), if(k.was like '%\n%', ?, ''), ?, h.text)",
                column.length,
                turn + shift(column),
                fitting(column.length).size(),
                column.length - MARK_LENGTH - gap.length(),
                gap,
                "‹" + column.mark + "›");
    }

    /** So that one row does not bear the same text in all columns. */
    private static int shift(Column column) {
        return Integer.parseInt(column.mark, 36) * 7;
    }

    private int oneByOne(Column column, int turn) {
        var rows = jdbc.query(
                "select " + column.name + ", " + keys(column) + " from " + kept(column) + " where " + column.name
                        + " is not null order by " + column.key.getFirst() + " desc limit " + MOST_ONE_BY_ONE,
                (row, number) -> {
                    var values = new Object[1 + column.key.size()];
                    values[0] = column.length == 0
                            ? sealed(row.getBytes(1), column, turn + number)
                            : hostile(row.getString(1), column, turn + number);
                    for (var key = 0; key < column.key.size(); key++) {
                        values[1 + key] = row.getObject(2 + key);
                    }
                    return values;
                });
        var changed = rows.stream().filter(values -> values[0] != null).toList();
        if (!changed.isEmpty()) {
            jdbc.batchUpdate(
                    "update " + column.table + " set " + column.name + " = ? where "
                            + column.key.stream().map(key -> key + " = ?").collect(Collectors.joining(" and ")),
                    changed);
        }
        return changed.size();
    }

    private byte @Nullable [] sealed(byte[] bytes, Column column, int turn) {
        try {
            var text = hostile(cipher.decrypt(bytes), column, turn);
            return text == null ? null : cipher.encrypt(text);
        } catch (IllegalStateException notATextOfOurs) {
            return null;
        }
    }

    /** The text with markup at its end, or the structure with markup at the end of each text in it; null when none is. */
    private static @Nullable String hostile(String text, Column column, int turn) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            // What is no structure among structures, or sealed, is a text of a person's when it holds Chinese.
            return CHINESE.matcher(text).matches() ? text + added(column, turn) : null;
        }
        try {
            var tree = JSON.readTree(text);
            change(tree, column, new int[] {turn});
            var written = JSON.writeValueAsString(tree);
            var isChanged = !written.equals(JSON.writeValueAsString(JSON.readTree(text)));
            return isChanged && (column.length == 0 || written.length() <= column.length) ? written : null;
        } catch (JacksonException noStructure) {
            return null;
        }
    }

    private static String added(Column column, int turn) {
        var fitting = column.length == 0 ? Hostile.markup() : fitting(column.length);
        return "‹" + column.mark + "›" + fitting.get(Math.floorMod(turn + shift(column), fitting.size()));
    }

    private static void change(JsonNode node, Column column, int[] turn) {
        switch (node) {
            case ObjectNode object ->
                new ArrayList<>(object.propertyNames()).forEach(name -> {
                    var child = object.get(name);
                    if (child.isString() && CHINESE.matcher(child.stringValue()).matches()) {
                        object.put(name, child.stringValue() + added(column, turn[0]++));
                    } else {
                        change(child, column, turn);
                    }
                });
            case ArrayNode array -> {
                for (var at = 0; at < array.size(); at++) {
                    var child = array.get(at);
                    if (child.isString() && CHINESE.matcher(child.stringValue()).matches()) {
                        array.set(at, JSON.getNodeFactory().stringNode(child.stringValue() + added(column, turn[0]++)));
                    } else {
                        change(child, column, turn);
                    }
                }
            }
            default -> {}
        }
    }

    /** Gives every row back what it said. */
    @Override
    public void close() {
        for (var column : kept.values()) {
            jdbc.update("update " + column.table + " t join " + kept(column) + " k on " + same("k", "t", column)
                    + " set t." + column.name + " = k." + column.name);
            commit();
        }
        jdbc.queryForList("show tables like 'hostile\\_%'", String.class)
                .forEach(table -> jdbc.execute("drop table " + table));
        connection.destroy();
    }
}
