package cn.mingbai.materials.villagelists;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Hands out the printed list of a village. */
@Controller
class VillageListController {

    private final VillageLists lists;
    private final Texts texts;

    VillageListController(VillageLists lists, Texts texts) {
        this.lists = lists;
        this.texts = texts;
    }

    @GetMapping("/printed/village-list/{village}")
    ResponseEntity<byte[]> list(@PathVariable String village, @RequestParam(defaultValue = "") String left) {
        var printed = lists.print(new DivisionId(FormText.number(village)), left.equals("1"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(printed.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(printed.pdf());
    }

    @ExceptionHandler
    ResponseEntity<String> refused(MingbaiException error, Locale locale) {
        return ResponseEntity.status(Refusals.status(error))
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(texts.get(locale, error));
    }
}
