package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.SealedCode;
import cn.mingbai.core.sealing.Verification.Text;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What anybody sees who scans a printed report: its digest to compare, and whether the seal on it holds. */
@Service
public class SealChecks implements SealedCode {

    private final Codes codes;
    private final SnapshotRows rows;
    private final Verifier verifier;

    SealChecks(Codes codes, SnapshotRows rows, Verifier verifier) {
        this.codes = codes;
        this.rows = rows;
        this.verifier = verifier;
    }

    /**
     * The report behind a code; unknown, revoked and malformed codes answer alike, empty.
     *
     * @param token as scanned or typed
     */
    @Override
    @NotDivisionScoped(
            "open to everyone who holds the printed report: shows what is printed on its first page, no names")
    @Transactional(readOnly = true)
    public Optional<Shown> behind(String token) {
        var id = codes.resolve(CodeKind.SNAPSHOT, token);
        return id.isEmpty()
                ? Optional.empty()
                : rows.heads().find(id.getAsLong()).map(stored -> {
                    var head = stored.head();
                    var figures = rows.figures(head.id(), head.district());
                    return new Shown(
                            head.districtName(),
                            Text.of("courses.snapshot.public.known", head.districtName(), head.day(), head.number()),
                            Text.of(
                                    "courses.snapshot.public.figures",
                                    figures.counted(),
                                    figures.tookPart(),
                                    figures.met(),
                                    figures.stillValid()),
                            SealWords.moment(head.sealedAt()),
                            stored.digest().grouped(),
                            verifier.seal(stored).outcome(),
                            "rate-snapshots");
                });
    }
}
