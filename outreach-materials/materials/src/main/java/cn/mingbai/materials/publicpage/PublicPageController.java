package cn.mingbai.materials.publicpage;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Serves the public page: no session, no cookie, no script. */
@Controller
class PublicPageController {

    private final PublicPages pages;

    PublicPageController(PublicPages pages) {
        this.pages = pages;
    }

    /** The page of a village, to which the code on a picture for WeChat groups leads. */
    @GetMapping({"/P/{place}", "/p/{place}"})
    ModelAndView place(@PathVariable String place) {
        return shown(pages.ofPlace(place), "", "", "");
    }

    /** The page behind a code, scanned or typed by hand. */
    @GetMapping({"/H/{token}", "/h/{token}"})
    ModelAndView page(@PathVariable String token) {
        return shown(pages.behind(token), "/V/#door=", "&for=check", "/visit/");
    }

    /** The page behind the code of a stub, for whoever scans it out of curiosity. */
    @GetMapping({"/T/{token}", "/t/{token}"})
    ModelAndView stub(@PathVariable String token) {
        return shown(pages.behindStub(token), "", "", "");
    }

    /** The page behind the code of a board, scanned or typed by hand. */
    @GetMapping({"/B/{token}", "/b/{token}"})
    ModelAndView board(@PathVariable String token) {
        return shown(pages.behindBoard(token), "/board/", "", "");
    }

    /**
     * The page.
     *
     * @param workersWay the path that becomes the worker's own with the token behind it
     * @param inspectorsWay what makes it the inspector's behind the token, or empty
     * @param plainWay the same as the worker's for a phone that runs no script, or empty
     */
    private static ModelAndView shown(PublicPage page, String workersWay, String inspectorsWay, String plainWay) {
        return new ModelAndView(
                "materials/public",
                Map.of("page", page, "way", workersWay, "inspectorsWay", inspectorsWay, "plainWay", plainWay),
                page.known() ? HttpStatus.OK : HttpStatus.NOT_FOUND);
    }
}
