package cn.mingbai.quizzes.answering;

import cn.mingbai.core.web.VersionedFiles;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The scripts and the style of the answering page, at an address that names what is in all of them together. */
@Controller
class AnsweringFiles {

    private final VersionedFiles files =
            new VersionedFiles("/mingbai/answering/", VersionedFiles.in("META-INF/resources/mingbai/answering/"));

    /** The path of the folder in which they are, with a slash at its end. */
    String folder() {
        return files.folder();
    }

    /** The scripts that the shell names at once. */
    List<String> modules() {
        return files.scripts();
    }

    /** One of them. */
    @GetMapping("/mingbai/answering/{version}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String version, @PathVariable String name) {
        return files.answer(version, name);
    }
}
