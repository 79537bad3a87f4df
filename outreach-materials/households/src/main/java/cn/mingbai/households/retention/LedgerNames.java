package cn.mingbai.households.retention;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Masks;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Heads and phones of the ledger, all versions, and where somebody wrote them into a reason. */
@Component
@Order(1)
class LedgerNames implements KeptNames {

    private static final byte[] NO_HASH = new byte[32];
    private static final Pattern PHONE = Pattern.compile("(?<!\\d)1\\d{10}(?!\\d)");

    private record Text(String table, String column) {}

    private static final List<Text> TEXTS = List.of(
            new Text("household_state", "reason"),
            new Text("household_origin", "reason"),
            new Text("household_place", "reason"),
            new Text("household_found", "evidence"));

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    LedgerNames(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @Override
    public String what() {
        return "households.retention.what.ledger";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select coalesce(sum((d.head_hash <> :none) + (d.phone is not null)), 0)"
                                + " from household_details d join household h on h.id = d.household_id"
                                + " where h.village_id in (:villages)")
                        .param("none", NO_HASH),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        var names = new HashMap<Long, Set<String>>();
        jdbc.sql("select d.household_id, d.head from household_details d join household h on h.id = d.household_id"
                        + " where h.village_id = :village and d.head_hash <> :none")
                .param("village", village.value())
                .param("none", NO_HASH)
                .query(row -> {
                    names.computeIfAbsent(row.getLong(1), key -> new HashSet<>())
                            .add(cipher.decrypt(row.getBytes(2)));
                });
        TEXTS.forEach(text -> mask(text, village, names));
        var count = count(List.of(village));
        jdbc.sql("update household_details d join household h on h.id = d.household_id set d.head = :gone,"
                        + " d.head_hash = :none, d.phone = null where h.village_id = :village")
                .param("gone", cipher.encrypt(""))
                .param("none", NO_HASH)
                .param("village", village.value())
                .update();
        return count;
    }

    private void mask(Text text, DivisionId village, Map<Long, Set<String>> names) {
        record Row(long id, long household, String words) {}
        var rows = jdbc.sql("select t.id, t.household_id, t." + text.column() + " from " + text.table()
                        + " t join household h on h.id = t.household_id where h.village_id = :village")
                .param("village", village.value())
                .query((row, index) -> new Row(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
        for (var row : rows) {
            var words = PHONE.matcher(row.words()).replaceAll(found -> Masks.phone(found.group()));
            for (var name : names.getOrDefault(row.household(), Set.of())) {
                if (name.length() > 1) {
                    words = words.replace(name, Masks.name(name));
                }
            }
            if (!words.equals(row.words())) {
                jdbc.sql("update " + text.table() + " set " + text.column() + " = :words where id = :id")
                        .param("words", words)
                        .param("id", row.id())
                        .update();
            }
        }
    }
}
