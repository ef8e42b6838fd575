import React, { Component, type ErrorInfo, type ReactNode } from 'react';

export interface PluginErrorBoundaryProps {
  /** What has failed, for the person and for the console: "Queue dashboard". */
  readonly name: string;
  readonly children: ReactNode;
  /** Default: an English sentence with the name. */
  readonly message?: string;
  /** Label of the button that tries again. Default "Try again". */
  readonly retryLabel?: string;
}

interface State {
  readonly hasFailed: boolean;
}

/** Keeps a crash inside the plugin: Flex goes on, and the person reads a sentence and can try again. */
export class PluginErrorBoundary extends Component<PluginErrorBoundaryProps, State> {
  override readonly state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(`${this.props.name} has failed`, error, componentStack);
  }

  private readonly retry = (): void => {
    this.setState({ hasFailed: false });
  };

  override render(): ReactNode {
    const { name, children, message, retryLabel = 'Try again' } = this.props;
    if (!this.state.hasFailed) return children;
    return (
      <div role="alert" style={{ padding: '1rem' }}>
        <p>{message ?? `${name} has stopped because of an error. The rest of Flex is not affected.`}</p>
        <button type="button" onClick={this.retry}>
          {retryLabel}
        </button>
      </div>
    );
  }
}
