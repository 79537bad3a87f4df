package cn.mingbai.courses.certificates;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Serves the check page behind a certificate's code, and the certificate itself to those who may have it. */
@Controller
class CertificateController {

    private final CertificateChecks checks;
    private final Certificates certificates;
    private final Texts texts;

    CertificateController(CertificateChecks checks, Certificates certificates, Texts texts) {
        this.checks = checks;
        this.certificates = certificates;
        this.texts = texts;
    }

    /** The page behind a code, scanned or typed by hand. */
    @GetMapping({"/C/{token}", "/c/{token}"})
    ModelAndView check(@PathVariable String token) {
        return checks.behind(token)
                .map(shown -> new ModelAndView("courses/certificate", Map.of("shown", shown)))
                .orElseGet(() -> new ModelAndView("courses/certificate", Map.of(), HttpStatus.NOT_FOUND));
    }

    /** The certificate of a pass, as PDF. */
    @GetMapping("/certificate/{record}")
    ResponseEntity<byte[]> paper(@PathVariable String record) {
        if (!record.matches("\\d{1,18}")) {
            throw new NotFound("core.access.not-found");
        }
        var paper = certificates.pdf(Long.parseLong(record));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(paper.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .body(paper.bytes());
    }

    /** Missing, foreign and not allowed answer alike; a name that cannot be printed says why. */
    @ExceptionHandler
    ResponseEntity<byte[]> refused(MingbaiException error) {
        return error instanceof RuleViolation
                ? ResponseEntity.status(HttpStatus.CONFLICT)
                        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                        .body(texts.get(error.key(), error.arguments().toArray())
                                .getBytes(StandardCharsets.UTF_8))
                : ResponseEntity.notFound().build();
    }
}
