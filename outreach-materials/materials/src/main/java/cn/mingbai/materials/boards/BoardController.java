package cn.mingbai.materials.boards;

import cn.mingbai.core.attachments.PhotoFile;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import cn.mingbai.materials.texts.TextId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * What a worker does at a board: scan – what was done, phones, day – receipt, and a photo where the district takes them.
 * Plain pages that work without script, so that the cheapest phone and the browser inside WeChat can send them.
 */
@Controller
class BoardController {

    private final Postings postings;
    private final Texts texts;

    BoardController(Postings postings, Texts texts) {
        this.postings = postings;
        this.texts = texts;
    }

    /** What is chosen: an act, and for a posting which text. */
    private record Done(BoardAct act, @Nullable TextId text) {

        static Optional<Done> of(String choice) {
            var parts = choice.split("-", 2);
            return FormText.named(BoardAct.class, parts[0])
                    .filter(act -> parts.length == (act == BoardAct.POSTED ? 2 : 1))
                    .filter(act -> parts.length == 1 || parts[1].matches("\\d{1,18}"))
                    .map(act -> new Done(act, parts.length == 1 ? null : new TextId(Long.parseLong(parts[1]))));
        }
    }

    /** What came with the form, as text, to be shown again. */
    private record Entered(
            @Nullable UUID clientId,
            String done,
            String phones,
            @Nullable LocalDate day) {

        static final Entered NOTHING = new Entered(null, "", "", null);
    }

    @GetMapping("/board/{token}")
    String formByCode(@PathVariable String token, Model model) {
        return form(postings.openByCode(token), Entered.NOTHING, null, model);
    }

    @GetMapping("/board/place/{id}")
    String formByPlace(@PathVariable String id, Model model) {
        return form(postings.open(place(id)), Entered.NOTHING, null, model);
    }

    /** The code typed by hand, or the page that asks for it. */
    @GetMapping("/board")
    String typed(
            @RequestParam(required = false) @Nullable String code,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        model.addAttribute("code", code == null ? "" : code.substring(0, Math.min(20, code.length())));
        if (code == null || code.isBlank()) {
            return "materials/board-code";
        }
        try {
            return "redirect:/board/place/" + postings.byCode(code).value();
        } catch (RuleViolation | NotFound wrong) {
            response.setStatus(Refusals.status(wrong).value());
            model.addAttribute("refused", texts.get(locale, wrong));
            return "materials/board-code";
        }
    }

    @PostMapping("/board")
    String record(
            @RequestParam(defaultValue = "") String clientId,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "") String phones,
            @RequestParam(defaultValue = "") String day,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        var id = place(place);
        var client = FormText.uuid(clientId);
        var on = FormText.day(day);
        var what = Done.of(done);
        try {
            if (client.isEmpty() || on.isEmpty() || what.isEmpty()) {
                throw new RuleViolation("materials.board.incomplete");
            }
            var hangs = what.get().act() != BoardAct.TAKEN_DOWN;
            if (hangs && !phones.equals("yes") && !phones.equals("no")) {
                throw new RuleViolation("materials.board.phones-missing");
            }
            postings.record(new PostingDraft(
                    client.get(), id, what.get().act(), what.get().text(), hangs && phones.equals("yes"), on.get()));
            return "redirect:/board/receipt/" + client.get();
        } catch (RuleViolation wrong) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            var entered = new Entered(client.orElse(null), what.isEmpty() ? "" : done, phones, on.orElse(null));
            return form(postings.open(id), entered, texts.get(locale, wrong), model);
        }
    }

    @GetMapping("/board/receipt/{clientId}")
    String receipt(
            @PathVariable String clientId,
            @RequestParam(required = false) @Nullable String large,
            Model model,
            Locale locale) {
        return shown(
                postings.receipt(known(clientId)),
                large == null ? null : texts.get(locale, PhotoFile.tooLarge()),
                model);
    }

    @PostMapping("/board/photo/{clientId}")
    String photo(
            @PathVariable String clientId,
            @RequestParam(name = "photo", required = false) @Nullable MultipartFile photo,
            Model model,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var id = known(clientId);
        try {
            postings.addPhoto(id, photo == null ? new byte[0] : photo.getBytes());
            return "redirect:/board/receipt/" + id;
        } catch (RuleViolation wrong) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return shown(postings.receipt(id), texts.get(locale, wrong), model);
        }
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute("refused", texts.get(locale, error));
        return "materials/board-refused";
    }

    private String form(PostingForm form, Entered entered, @Nullable String refused, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("clientId", entered.clientId() == null ? UUID.randomUUID() : entered.clientId());
        model.addAttribute("acts", List.of(BoardAct.INTACT, BoardAct.DAMAGED, BoardAct.TAKEN_DOWN));
        model.addAttribute("done", entered.done());
        model.addAttribute("phones", entered.phones());
        model.addAttribute("day", entered.day() == null ? form.today() : entered.day());
        model.addAttribute("refused", refused);
        return "materials/board";
    }

    private static String shown(PostingReceipt receipt, @Nullable String refused, Model model) {
        model.addAttribute("receipt", receipt);
        model.addAttribute("refused", refused);
        return "materials/board-receipt";
    }

    private static BoardPlaceId place(String id) {
        return new BoardPlaceId(FormText.number(id));
    }

    private static UUID known(String clientId) {
        return FormText.uuid(clientId).orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
