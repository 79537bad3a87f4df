package cn.mingbai.core.sealing;

import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import java.util.Optional;

/** Tells what stands behind the code of a printed report of one kind. Declare it as a bean; all kinds share one address. */
public interface SealedCode {

    /**
     * A report as anybody sees it who holds it on paper: no names, the figures of the whole only.
     *
     * @param what which report it is
     * @param figures its figures in one sentence
     * @param digest in groups, as it is printed
     * @param seal whether the seal on the digest holds; the rows behind it are verified by staff, who log in
     * @param path where staff verify all of it
     */
    record Shown(
            String districtName, Text what, Text figures, String sealedAt, String digest, Outcome seal, String path) {}

    /**
     * The report behind a code; unknown, revoked and malformed codes, and those of other kinds, answer alike, empty.
     *
     * @param token as scanned or typed
     */
    Optional<Shown> behind(String token);
}
