package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.SecondFactorNeeded;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import cn.mingbai.materials.leaflets.PrintFiles.Download;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the files of print batches, written as they are decrypted. */
@Controller
class PrintFilesController {

    private static final String PDF = MediaType.APPLICATION_PDF_VALUE;

    private final PrintFiles files;
    private final Texts texts;

    PrintFilesController(PrintFiles files, Texts texts) {
        this.files = files;
        this.texts = texts;
    }

    @GetMapping("/printed/{batch}")
    void zip(@PathVariable String batch, HttpServletResponse response) throws IOException {
        send(files.zip(new BatchId(FormText.number(batch))), "application/zip", response);
    }

    @GetMapping("/printed/{batch}/{village}")
    void village(@PathVariable String batch, @PathVariable String village, HttpServletResponse response)
            throws IOException {
        send(
                files.village(new BatchId(FormText.number(batch)), new DivisionId(FormText.number(village))),
                PDF,
                response);
    }

    @GetMapping("/printed/{batch}/{village}/cover")
    void cover(@PathVariable String batch, @PathVariable String village, HttpServletResponse response)
            throws IOException {
        send(files.cover(new BatchId(FormText.number(batch)), new DivisionId(FormText.number(village))), PDF, response);
    }

    @ExceptionHandler
    ResponseEntity<String> needed(SecondFactorNeeded error, HttpServletRequest request) {
        return Refusals.secondFactor(request, "/print-batches/" + Refusals.variable(request, "batch"));
    }

    @ExceptionHandler
    ResponseEntity<String> refused(MingbaiException error, Locale locale) {
        return ResponseEntity.status(Refusals.status(error))
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(texts.get(locale, error));
    }

    private static void send(Download download, String type, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(download.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        download.to(response.getOutputStream());
    }
}
