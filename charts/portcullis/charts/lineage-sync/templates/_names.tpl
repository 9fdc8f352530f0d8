{{- define "lineage-sync.name" -}}
{{ printf "%s-lineage-sync" .Release.Name | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "lineage-sync.selector" -}}
app.kubernetes.io/name: lineage-sync
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "lineage-sync.labels" -}}
{{ include "lineage-sync.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: portcullis
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "lineage-sync.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* What every container of ours may do: nothing but run. */}}
{{- define "lineage-sync.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
