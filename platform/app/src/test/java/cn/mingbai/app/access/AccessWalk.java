package cn.mingbai.app.access;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.router.Route;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Service;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Finds what can be called from outside: public methods of services, Vaadin routes, MVC endpoints. */
public final class AccessWalk {

    private final ApplicationContext context;

    public AccessWalk(ApplicationContext context) {
        this.context = context;
    }

    /** The public methods of every service of ours, by the name that rows use. */
    public Map<String, Method> methods() {
        var methods = new TreeMap<String, Method>();
        for (var bean : context.getBeansWithAnnotation(Service.class).values()) {
            var type = AopUtils.getTargetClass(bean);
            if (!type.getName().startsWith("cn.mingbai.")) {
                continue;
            }
            for (var method : type.getMethods()) {
                if (method.getDeclaringClass().getName().startsWith("cn.mingbai.")
                        && !method.isBridge()
                        && !method.isSynthetic()
                        && !java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
                    methods.put(Table.name(type, method.getName(), method.getParameterTypes()), method);
                }
            }
        }
        return methods;
    }

    /** Why a method needs no row, if it says so. */
    static @Nullable String exemption(Method method) {
        var annotation = AnnotationUtils.findAnnotation(method, NotDivisionScoped.class);
        return annotation == null ? null : annotation.value();
    }

    /** The Vaadin routes of ours, by path. */
    public Map<String, Class<?>> routes() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        var routes = new TreeMap<String, Class<?>>();
        for (var candidate : scan.findCandidateComponents("cn.mingbai")) {
            var type = ClassUtils.resolveClassName(
                    String.valueOf(candidate.getBeanClassName()), getClass().getClassLoader());
            var path = type.getAnnotation(Route.class).value();
            var before = routes.put(path, type);
            if (before != null) {
                throw new AssertionError(
                        "expected one view at /" + path + ", but there are " + before + " and " + type);
            }
        }
        return routes;
    }

    /** The action that opens a route, or null when the view bears no {@code @OpenTo}. */
    static @Nullable OpenTo openTo(Class<?> view) {
        return view.getAnnotation(OpenTo.class);
    }

    /** The MVC endpoints of ours, as {@code METHOD /pattern}, with their handler methods. */
    public Map<String, Method> endpoints() {
        var endpoints = new TreeMap<String, Method>();
        context.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
                    if (!handler.getBeanType().getName().startsWith("cn.mingbai.")) {
                        return;
                    }
                    var verbs = info.getMethodsCondition().getMethods();
                    for (var pattern : info.getPatternValues()) {
                        if (verbs.isEmpty()) {
                            endpoints.put("ANY " + pattern, handler.getMethod());
                        }
                        verbs.forEach(verb -> endpoints.put(verb + " " + pattern, handler.getMethod()));
                    }
                }));
        return endpoints;
    }

    /** What to write for a method without a row. */
    public static String howToAdd(String name, Method method) {
        var type = method.getDeclaringClass();
        var parameters = Arrays.stream(method.getParameterTypes())
                .map(parameter -> ", " + parameter.getSimpleName() + ".class")
                .reduce("", String::concat);
        return "No row for " + name + ". Add to " + file(type) + ":\n      table.read(" + type.getSimpleName()
                + ".class, \"" + method.getName() + "\"" + parameters
                + ")  // or write(…)\n          .by(/* roles, from the design */)\n          ."
                + (method.getReturnType() == void.class ? "act" : "call") + "((bean, target) -> bean."
                + method.getName()
                + "(/* aimed at target */)).shows();\n      or, only if it touches no row that belongs to a division,"
                + " @NotDivisionScoped(\"reason\") on the method";
    }

    /** The file for the rows of a class. */
    public static String file(Class<?> type) {
        var module = type.getName().split("\\.")[2];
        return Character.toUpperCase(module.charAt(0)) + module.substring(1)
                + "AccessRows (and its class to AccessRows.ALL)";
    }
}
