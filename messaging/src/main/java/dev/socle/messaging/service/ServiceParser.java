package dev.socle.messaging.service;

import dev.socle.messaging.session.Interaction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads one service interface and notes every fault, rather than stopping at the first. */
final class ServiceParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String NAME_EXPECTED = "\" (expected: letters, digits, . _ -, the first a letter or digit)";

    private final Class<?> service;
    private final String name;
    private final List<String> faults;

    private ServiceParser(Class<?> service, List<String> faults) {
        this.service = service;
        this.faults = faults;
        this.name = nameOf(service);
    }

    /** The methods without a fault, ordered by route; what is wrong with the others is added to the faults. */
    static List<ServiceMethod> parse(Class<?> service, List<String> faults) {
        return new ServiceParser(service, faults).parse();
    }

    /** The name of a service. */
    static String nameOf(Class<?> service) {
        Service named = service.getAnnotation(Service.class);
        if (named != null) {
            return named.value();
        }
        String simple = service.getSimpleName();
        return simple.isEmpty() ? "" : simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
    }

    private List<ServiceMethod> parse() {
        if (!service.isInterface() || service.isAnnotation()) {
            faults.add(service.getName() + " is not an interface");
            return List.of();
        }
        if (service.getTypeParameters().length > 0) {
            faults.add(service.getName() + " has type parameters: a message needs types that are known");
            return List.of();
        }
        if (!NAME.matcher(name).matches()) {
            faults.add("service name \"" + Texts.printable(name, 64) + NAME_EXPECTED + " for " + service.getName());
        }
        List<Method> routes = Arrays.stream(service.getMethods())
                .filter(ServiceParser::isRoute)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        if (routes.isEmpty()) {
            faults.add(service.getName() + " has no abstract methods: there is nothing to ask for");
        }
        noteOverloads(routes);
        noteSharedRoutes(routes);
        return routes.stream()
                .map(this::parse)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(ServiceMethod::route))
                .toList();
    }

    private static boolean isRoute(Method method) {
        return Modifier.isAbstract(method.getModifiers()) && !isOfObject(method);
    }

    /** Whether an interface repeats a method that every object has, as {@code Comparator} does. */
    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    private void noteOverloads(List<Method> routes) {
        routes.stream()
                .collect(Collectors.groupingBy(Method::getName, TreeMap::new, Collectors.counting()))
                .forEach((method, count) -> {
                    if (count > 1) {
                        faults.add("overloaded: " + count + " methods share the name; give each its own" + of(method));
                    }
                });
    }

    private void noteSharedRoutes(List<Method> routes) {
        routes.stream()
                .collect(Collectors.groupingBy(
                        this::routeOf, TreeMap::new, Collectors.mapping(Method::getName, Collectors.toSet())))
                .forEach((route, methods) -> {
                    if (methods.size() > 1) {
                        faults.add("duplicate route " + Texts.quoted(route)
                                + methods.stream().sorted().map(this::of).collect(Collectors.joining(" and")));
                    }
                });
    }

    private Optional<ServiceMethod> parse(Method method) {
        int before = faults.size();
        String route = checkedRoute(method);
        boolean channel = isChannel(method);
        List<Type> parameters = channel ? channelParameter(method) : parameters(method);
        Class<?> container = method.getReturnType();
        Style style = styleOf(container);
        Type result = resultType(method, style);
        boolean many = container == Flux.class || container == Publisher.class;
        Interaction interaction = interactionOf(method, channel, many, result == void.class);
        if (many && result == void.class) {
            fault("a stream of nothing: return Mono<Void>", method);
        }
        if (channel && style == Style.BLOCKING) {
            fault("a plain result for many messages: return Mono, CompletionStage or Flux", method);
        }
        if (method.getTypeParameters().length > 0) {
            fault("type parameters: a message needs types that are known", method);
        }
        checkAcknowledged(method, interaction, result);
        long deadlineMillis = checkedDeadline(method, interaction);
        if (faults.size() > before) {
            return Optional.empty();
        }
        boolean idempotent = method.isAnnotationPresent(Idempotent.class);
        return Optional.of(new ServiceMethod(
                method, name, route, interaction, style, parameters, result, idempotent, deadlineMillis));
    }

    private String routeOf(Method method) {
        return name + "." + methodPart(method);
    }

    private static String methodPart(Method method) {
        Route route = method.getAnnotation(Route.class);
        return route == null || route.value().isEmpty() ? method.getName() : route.value();
    }

    private String checkedRoute(Method method) {
        String part = methodPart(method);
        String route = routeOf(method);
        if (!NAME.matcher(part).matches()) {
            fault("route part \"" + Texts.printable(part, 64) + NAME_EXPECTED, method);
        } else if (route.length() > ServiceMethod.ROUTE_LENGTH_MAX) {
            fault(
                    "route of " + route.length() + " bytes (expected: at most " + ServiceMethod.ROUTE_LENGTH_MAX + ")",
                    method);
        }
        return route;
    }

    private static boolean isChannel(Method method) {
        return Arrays.stream(method.getParameterTypes()).anyMatch(Publisher.class::isAssignableFrom);
    }

    private List<Type> channelParameter(Method method) {
        if (method.getParameterCount() > 1) {
            fault("Publisher beside other parameters: a channel has messages of one type", method);
            return List.of();
        }
        Class<?> container = method.getParameterTypes()[0];
        if (container != Flux.class && container != Publisher.class) {
            fault(
                    container.getSimpleName()
                            + " as a parameter: take Flux for many messages, the value itself for one",
                    method,
                    0);
            return List.of();
        }
        return Arrays.asList(checkedValue(elementOf(method.getGenericParameterTypes()[0]), method, 0));
    }

    private List<Type> parameters(Method method) {
        Type[] types = method.getGenericParameterTypes();
        List<Type> parameters = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            parameters.add(checkedValue(types[i], method, i));
        }
        return parameters;
    }

    private static Style styleOf(Class<?> container) {
        if (Publisher.class.isAssignableFrom(container)) {
            return Style.REACTIVE;
        }
        return CompletionStage.class.isAssignableFrom(container) ? Style.STAGE : Style.BLOCKING;
    }

    /** The type of the values that a method gives, {@code void.class} for none. */
    private Type resultType(Method method, Style style) {
        Class<?> container = method.getReturnType();
        Type returned = method.getGenericReturnType();
        if (style == Style.BLOCKING) {
            return container == void.class ? void.class : checkedValue(returned, method, -1);
        }
        if (!List.of(Mono.class, Flux.class, Publisher.class, CompletionStage.class, CompletableFuture.class)
                .contains(container)) {
            fault(
                    "result " + container.getSimpleName()
                            + " (expected: Mono, Flux, Publisher, CompletionStage, CompletableFuture or a plain value)",
                    method);
            return void.class;
        }
        Type element = elementOf(returned);
        return element == Void.class ? void.class : checkedValue(element, method, -1);
    }

    /** The type inside Mono and the like; the type itself when it is raw. */
    private static Type elementOf(Type container) {
        return container instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : container;
    }

    private static Interaction interactionOf(Method method, boolean channel, boolean many, boolean none) {
        if (channel) {
            return Interaction.REQUEST_CHANNEL;
        }
        if (many) {
            return Interaction.REQUEST_STREAM;
        }
        return none && !isAcknowledged(method) ? Interaction.FIRE_AND_FORGET : Interaction.REQUEST_RESPONSE;
    }

    private static boolean isAcknowledged(Method method) {
        Route route = method.getAnnotation(Route.class);
        return route != null && route.acknowledged();
    }

    private void checkAcknowledged(Method method, Interaction interaction, Type result) {
        if (isAcknowledged(method) && (result != void.class || interaction != Interaction.REQUEST_RESPONSE)) {
            fault("acknowledged: only for one request without a result, as everything else is answered", method);
        }
    }

    private long checkedDeadline(Method method, Interaction interaction) {
        Deadline deadline = method.getAnnotation(Deadline.class);
        if (deadline == null) {
            return 0;
        }
        if (interaction == Interaction.REQUEST_STREAM || interaction == Interaction.REQUEST_CHANNEL) {
            fault("a deadline on " + Texts.of(interaction) + ", which may go on for ever", method);
        }
        if (deadline.millis() < 1) {
            fault("deadline of " + deadline.millis() + " ms (expected: > 0)", method);
        }
        return deadline.millis();
    }

    /** A type whose values can travel, as far as the shape of the type tells; its codec looks closer. */
    private Type checkedValue(Type type, Method method, int parameter) {
        String why = ValueTypes.fault(type);
        if (why != null) {
            fault(why, method, parameter);
        }
        return type;
    }

    private void fault(String what, Method method) {
        fault(what, method, -1);
    }

    private void fault(String what, Method method, int parameter) {
        faults.add(what + of(method.getName()) + (parameter < 0 ? "" : " (parameter #" + (parameter + 1) + ")"));
    }

    private String of(String method) {
        return " for method " + service.getSimpleName() + "." + method;
    }
}
