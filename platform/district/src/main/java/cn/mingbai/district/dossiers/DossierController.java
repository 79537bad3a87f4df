package cn.mingbai.district.dossiers;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.SecondFactorNeeded;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the files of dossiers, written as they are decrypted. */
@Controller
class DossierController {

    private final Dossiers dossiers;
    private final Texts texts;

    DossierController(Dossiers dossiers, Texts texts) {
        this.dossiers = dossiers;
        this.texts = texts;
    }

    @GetMapping("/dossier-files/{dossier}")
    void file(@PathVariable String dossier, HttpServletResponse response) throws IOException {
        var download = dossiers.file(new DossierId(FormText.number(dossier)));
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(download.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        var out = new BufferedOutputStream(response.getOutputStream(), 1 << 16);
        download.to(out);
        out.flush();
    }

    @ExceptionHandler
    ResponseEntity<String> needed(SecondFactorNeeded error, HttpServletRequest request) {
        return Refusals.secondFactor(
                request, "/dossiers?" + DossiersView.MADE + "=" + Refusals.variable(request, "dossier"));
    }

    @ExceptionHandler
    ResponseEntity<String> refused(MingbaiException error, Locale locale) {
        return ResponseEntity.status(Refusals.status(error))
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(texts.get(locale, error));
    }
}
