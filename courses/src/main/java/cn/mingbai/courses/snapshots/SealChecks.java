package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.courses.snapshots.Verification.Outcome;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What anybody sees who scans a printed report: its digest to compare, and whether the seal on it holds. */
@Service
public class SealChecks {

    private final Codes codes;
    private final SnapshotRows rows;
    private final Verifier verifier;

    SealChecks(Codes codes, SnapshotRows rows, Verifier verifier) {
        this.codes = codes;
        this.rows = rows;
        this.verifier = verifier;
    }

    /**
     * A report as the public sees it: no names, the district's figures only.
     *
     * @param seal whether the seal on the digest holds; the rows behind it are verified by staff, who log in
     */
    public record Shown(
            String districtName,
            LocalDate day,
            int number,
            String sealedAt,
            String digest,
            Outcome seal,
            int counted,
            int tookPart,
            int met,
            int stillValid) {}

    /**
     * The report behind a code; unknown, revoked and malformed codes answer alike, empty.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped(
            "open to everyone who holds the printed report: shows what is printed on its first page, no names")
    @Transactional(readOnly = true)
    public Optional<Shown> behind(String token) {
        var id = codes.resolve(CodeKind.SNAPSHOT, token);
        return id.isEmpty()
                ? Optional.empty()
                : rows.find(id.getAsLong()).map(stored -> {
                    var head = stored.head();
                    var figures = rows.figures(head.id(), head.district());
                    return new Shown(
                            head.districtName(),
                            head.day(),
                            head.number(),
                            SnapshotWords.moment(head.sealedAt()),
                            stored.digest().grouped(),
                            verifier.seal(stored).outcome(),
                            figures.counted(),
                            figures.tookPart(),
                            figures.met(),
                            figures.stillValid());
                });
    }
}
