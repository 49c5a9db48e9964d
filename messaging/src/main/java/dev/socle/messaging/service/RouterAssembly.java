package dev.socle.messaging.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Puts the routes of a router together, and collects what is wrong with them. */
final class RouterAssembly {

    private final MethodCodecs codecs;
    private final List<Filter> filters;
    private final Executor executor;
    private final List<String> faults = new ArrayList<>();
    private final List<ServiceMethod> methods = new ArrayList<>();
    private final List<RouteEntry> entries = new ArrayList<>();
    private final Map<String, ServiceMethod> byRoute = new HashMap<>();

    RouterAssembly(MethodCodecs codecs, List<Filter> filters, Executor executor) {
        this.codecs = codecs;
        this.filters = filters;
        this.executor = executor;
    }

    /** Adds the routes of a service. */
    void add(Class<?> service, Object target) {
        if (!service.isInstance(target)) {
            faults.add(target.getClass().getName() + " does not implement " + service.getName());
            return;
        }
        for (ServiceMethod method : ServiceParser.parse(service, faults)) {
            ServiceMethod other = byRoute.putIfAbsent(method.route(), method);
            if (other != null) {
                faults.add("duplicate route " + Texts.quoted(method.route()) + " for method " + other
                        + " and for method " + method);
            }
            codecs.check(method, faults);
            add(method, target);
        }
    }

    /** The methods that were added so far. */
    List<ServiceMethod> methods() {
        return List.copyOf(methods);
    }

    /** All routes, unless there are faults: then they are thrown. */
    List<RouteEntry> entries() {
        Faults.throwIfAny(faults);
        return entries;
    }

    private void add(ServiceMethod method, Object target) {
        MethodTarget bound;
        try {
            bound = MethodTarget.of(method.declaration(), target);
        } catch (IllegalAccessException hidden) {
            faults.add("an interface that is neither public nor open to " + RouterAssembly.class.getPackageName()
                    + " for method " + method);
            return;
        }
        methods.add(method);
        RouteHandler handler = new RouteHandler(method, bound, executor, Failures.shared(), filters);
        entries.add(new RouteEntry(handler, codecs, Failures.shared()));
    }
}
