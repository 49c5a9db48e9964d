package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.codec.XdrCodec;
import dev.socle.messaging.service.ServiceMethod;
import dev.socle.messaging.service.Style;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Reads a service interface as a program, and notes every fault rather than stopping at the first. */
final class ProgramParser {

    private final Class<?> service;
    private final XdrCodec codec;
    private final List<String> faults = new ArrayList<>();

    private ProgramParser(Class<?> service, XdrCodec codec) {
        this.service = service;
        this.codec = codec;
    }

    /**
     * The procedures of a service interface.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault.
     */
    static List<Procedure> parse(Class<?> service, XdrCodec codec) {
        ProgramParser parser = new ProgramParser(service, codec);
        List<Procedure> procedures = parser.procedures();
        if (!parser.faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", parser.faults));
        }
        return procedures;
    }

    private List<Procedure> procedures() {
        RpcProgram annotation = service.getAnnotation(RpcProgram.class);
        if (annotation == null) {
            faults.add(service.getName() + " has no @RpcProgram: its number and version are not known");
        }
        Program program =
                annotation == null ? new Program(0, 0) : new Program(annotation.number(), annotation.version());
        List<Procedure> procedures = new ArrayList<>();
        Map<Integer, ServiceMethod> taken = new HashMap<>();
        for (ServiceMethod method : methods()) {
            RpcProcedure number = method.declaration().getAnnotation(RpcProcedure.class);
            String wrong = fault(method, number, taken);
            if (wrong != null) {
                faults.add(wrong + " for method " + method);
            }
            ValueCodec<Object[]> arguments = codecOf(
                    method, "arguments", Arrays.asList(method.declaration().getAnnotatedParameterTypes()));
            ValueCodec<Object[]> result = codecOf(method, "result", result(method));
            if (number != null && arguments != null && result != null) {
                procedures.add(new Procedure(program, method, number.value(), arguments, result));
            }
        }
        return procedures;
    }

    private List<ServiceMethod> methods() {
        try {
            return ServiceMethod.parse(service);
        } catch (IllegalArgumentException faulty) {
            faults.add(String.valueOf(faulty.getMessage()));
            return List.of();
        }
    }

    private static @Nullable String fault(
            ServiceMethod method, @Nullable RpcProcedure number, Map<Integer, ServiceMethod> taken) {
        Method declaration = method.declaration();
        if (number == null) {
            return "no @RpcProcedure";
        }
        if (number.value() == 0) {
            return "number 0, which does nothing in every program (expected: 1 or more)";
        }
        ServiceMethod other = taken.putIfAbsent(number.value(), method);
        if (other != null) {
            return "number " + Integer.toUnsignedString(number.value()) + " of " + other;
        }
        boolean isStream = Stream.concat(
                        Stream.of(declaration.getReturnType()), Arrays.stream(declaration.getParameterTypes()))
                .anyMatch(type -> Publisher.class.isAssignableFrom(type) && type != Mono.class);
        return isStream ? "a stream of messages, which ONC RPC does not have (expected: Mono)" : null;
    }

    /** The type of the result, in a list; none for void. */
    private static List<AnnotatedType> result(ServiceMethod method) {
        AnnotatedType returned = method.declaration().getAnnotatedReturnType();
        if (!method.hasResult()) {
            return List.of();
        }
        return method.style() == Style.BLOCKING
                ? List.of(returned)
                : List.of(((AnnotatedParameterizedType) returned).getAnnotatedActualTypeArguments());
    }

    private @Nullable ValueCodec<Object[]> codecOf(ServiceMethod method, String what, List<AnnotatedType> types) {
        try {
            return codec.ofAllAnnotated(types);
        } catch (CodecException refused) {
            faults.add(what + ": " + refused.getMessage() + " for method " + method);
            return null;
        }
    }
}
