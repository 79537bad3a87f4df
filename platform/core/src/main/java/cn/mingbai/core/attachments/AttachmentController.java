package cn.mingbai.core.attachments;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves stored files: pictures in the page, everything else to be saved; whatever is in them, nothing of it runs. */
@Controller
class AttachmentController {

    private final AttachmentFiles files;

    AttachmentController(AttachmentFiles files) {
        this.files = files;
    }

    @GetMapping("/attachments/{id}")
    ResponseEntity<byte[]> read(@PathVariable String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new NotFound("core.access.not-found");
        }
        var content = files.read(new AttachmentId(Long.parseLong(id)));
        var file = content.attachment();
        var disposition = file.isPicture() ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(file.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                // Most are photos and stubs, which no shared computer should keep.
                .cacheControl(CacheControl.noStore())
                .body(content.bytes());
    }

    /** Missing, foreign and not allowed answer alike. */
    @ExceptionHandler
    ResponseEntity<Void> refused(MingbaiException error) {
        return ResponseEntity.notFound().build();
    }
}
