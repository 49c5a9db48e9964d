package dev.socle.messaging.session;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a class of tests once over each {@link TestTransport}, which is then the current one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EachTransport.class)
@interface OverEachTransport {

    /** Those that are left out; the class says why. */
    TestTransport[] except() default {};
}
