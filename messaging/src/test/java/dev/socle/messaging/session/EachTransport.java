package dev.socle.messaging.session;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What {@link OverEachTransport} does. */
final class EachTransport implements ClassTemplateInvocationContextProvider {

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        List<TestTransport> except = List.of(context.getRequiredTestClass()
                .getAnnotation(OverEachTransport.class)
                .except());
        return Stream.of(TestTransport.values())
                .filter(transport -> !except.contains(transport))
                .map(Over::new);
    }

    private record Over(TestTransport transport) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocation) {
            return "over " + transport;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    (BeforeClassTemplateInvocationCallback) context -> {
                        transport.assumeHere();
                        TestTransport.current(transport);
                    },
                    (AfterClassTemplateInvocationCallback) context -> TestTransport.current(TestTransport.TCP));
        }
    }
}
