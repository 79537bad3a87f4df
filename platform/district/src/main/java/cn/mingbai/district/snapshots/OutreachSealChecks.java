package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.SealedCode;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.households.coverage.rule.Kind;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What anybody sees who scans a printed report of outreach: its digest to compare, and whether the seal on it holds. */
@Service
public class OutreachSealChecks implements SealedCode {

    private final Codes codes;
    private final OutreachRows rows;
    private final OutreachVerifier verifier;

    OutreachSealChecks(Codes codes, OutreachRows rows, OutreachVerifier verifier) {
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
            "open to everyone who holds the printed report: shows what is printed on its first page, no doors")
    @Transactional(readOnly = true)
    public Optional<Shown> behind(String token) {
        var id = codes.resolve(CodeKind.OUTREACH_SNAPSHOT, token);
        return id.isEmpty()
                ? Optional.empty()
                : rows.heads().find(id.getAsLong()).map(stored -> {
                    var head = stored.head();
                    var counts = rows.counts(head.id(), head.district());
                    return new Shown(
                            head.districtName(),
                            Text.of("district.snapshot.public.known", head.districtName(), head.day(), head.number()),
                            Text.of(
                                    "district.snapshot.sentence",
                                    counts.get(Kind.DUE),
                                    counts.get(Kind.REACHED),
                                    counts.get(Kind.NAMED)),
                            SealWords.moment(head.sealedAt()),
                            stored.digest().grouped(),
                            verifier.seal(stored).outcome(),
                            "sealed-reports");
                });
    }
}
