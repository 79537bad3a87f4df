package cn.mingbai.households.retention;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import java.util.Collection;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records of phones that the town officer had to place, kept as they came: a household found has a name in it. */
@Component
@Order(3)
class UnmatchedNames implements KeptNames {

    private static final String GONE = "{}";
    // The encrypted form of two characters is shorter than that of any record.
    private static final String THERE = "octet_length(r.content) > :shortest";

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    UnmatchedNames(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @Override
    public String what() {
        return "households.retention.what.records";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select count(*) from record_to_match r where r.village_id in (:villages) and " + THERE)
                        .param("shortest", cipher.encrypt(GONE).length),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        var gone = cipher.encrypt(GONE);
        return jdbc.sql("update record_to_match r set r.content = :gone,"
                        + " r.payload_hash = unhex(sha2(concat('gone ', r.id), 256))"
                        + " where r.village_id = :village and " + THERE)
                .param("gone", gone)
                .param("shortest", gone.length)
                .param("village", village.value())
                .update();
    }
}
