package dev.socle.messaging.oncrpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number of a method within its {@link RpcProgram}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RpcProcedure {

    /** The number, as an unsigned int; 0 is the procedure that does nothing, which every program answers. */
    int value();
}
