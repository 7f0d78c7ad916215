package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.Role;
import dev.kinesislake.local.lambda.LambdaFunction;
import dev.kinesislake.local.lambda.LogGroup;

/** A function with what it acts as and where it logs. */
public record DeployedFunction(LambdaFunction function, Role role, LogGroup logs) {}
