/**
 * Lets a parameter decorator write the header it reads into the contract, so that a route cannot use a header that
 * openapi.yaml does not mention.
 */
export function documentedBy(header: MethodDecorator): ParameterDecorator {
  return (target, name) => {
    const method = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (name !== undefined && method !== undefined) header(target, name, method);
  };
}
