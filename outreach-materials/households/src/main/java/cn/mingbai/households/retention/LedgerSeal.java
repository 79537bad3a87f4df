package cn.mingbai.households.retention;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.ledger.KnownHouseholds;
import cn.mingbai.households.retention.ClosingRows.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a seal covers: of every door its number, group, what it counts as, how it was reached and who is informed, as it was
 * known at a moment. No name and no phone, so that the same digest comes out when they are gone.
 */
@Component
class LedgerSeal {

    private static final int CHUNK = 1000;

    private final CoverageDirectory coverage;
    private final JdbcClient jdbc;

    LedgerSeal(CoverageDirectory coverage, JdbcClient jdbc) {
        this.coverage = coverage;
        this.jdbc = jdbc;
    }

    /** The villages of a district with their digests. */
    Map<DivisionId, Part> parts(DivisionId district, AsOf asOf) {
        var parts = new LinkedHashMap<DivisionId, Part>();
        for (var village : coverage.of(district, asOf)) {
            parts.put(village.village().id(), part(village.village(), asOf));
        }
        return parts;
    }

    private Part part(Division village, AsOf asOf) {
        var counted = coverage.households(village.id(), asOf);
        var doors = doors(List.copyOf(counted.keySet()), asOf);
        var text = new StringBuilder("mingbai ledger 1 ")
                .append(village.id().value())
                .append(' ')
                .append(asOf.day())
                .append('\n');
        new TreeMap<>(counted)
                .forEach((id, its) -> text.append(id)
                        .append('|')
                        .append(doors.getOrDefault(id, ""))
                        .append('|')
                        .append(its.facts().stateOn(asOf.day()))
                        .append('|')
                        .append(its.kinds().stream().map(Enum::name).collect(Collectors.joining(" ")))
                        .append('|')
                        .append(
                                its.reachedBy() == null
                                        ? ""
                                        : its.reachedBy().day() + " "
                                                + its.reachedBy().outcome())
                        .append('|')
                        .append(its.facts().informed().stream()
                                .filter(span -> !span.from().isAfter(asOf.day())
                                        && span.to().isAfter(asOf.day()))
                                .map(span -> span.level() + " " + span.policyVersion() + " " + span.from())
                                .sorted()
                                .collect(Collectors.joining(" ")))
                        .append('\n'));
        return new Part(counted.size(), sha256(text.toString()));
    }

    private Map<Long, String> doors(List<Long> ids, AsOf asOf) {
        var doors = new LinkedHashMap<Long, String>();
        for (var start = 0; start < ids.size(); start += CHUNK) {
            jdbc.sql("select h.id, coalesce(p.number, h.number), d.group_name" + KnownHouseholds.FROM
                            + " where h.id in (:ids)")
                    .param("known", Times.sql(asOf.knownBefore()))
                    .param("day", asOf.day())
                    .param("ids", ids.subList(start, Math.min(start + CHUNK, ids.size())))
                    .query(row -> {
                        doors.put(row.getLong(1), row.getString(2) + "|" + row.getString(3));
                    });
        }
        return doors;
    }

    /** One digest for all villages. */
    static String digest(Map<DivisionId, Part> parts) {
        var text = new StringBuilder();
        parts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparingLong(DivisionId::value)))
                .forEach(entry -> text.append(entry.getKey().value())
                        .append(' ')
                        .append(entry.getValue().digest())
                        .append('\n'));
        return sha256(text.toString());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
